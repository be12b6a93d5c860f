"""Which objects ``node(id:)`` fetches, of all slices."""

import strawberry

from backend.audit.tables import AuditEventRow
from backend.audit.types import AuditEvent
from backend.cases.tables.cases import CaseRow
from backend.cases.tables.tasks import TaskRow
from backend.cases.types.cases import Case, RestrictedCase
from backend.cases.types.tasks import RestrictedTask, Task
from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.forms.tables.drafts import FormDraftRow, FormRevisionRow
from backend.forms.tables.versions import FormDefinitionRow, FormVersionRow
from backend.forms.types.drafts import FormDraft, FormRevision
from backend.forms.types.versions import FormDefinition, FormVersion
from backend.reading.global_ids import NodeId
from backend.reading.nodes import Node, NodeKind, read_node
from backend.residents.tables import HouseholdRow, ResidentRow
from backend.residents.types import (
    Household,
    Resident,
    RestrictedHousehold,
    RestrictedResident,
)
from backend.staff.tables import SectionRow, StaffRow
from backend.staff.types import Section, Staff

KINDS: dict[str, NodeKind] = {
    "Resident": NodeKind(ResidentRow, (Resident, RestrictedResident), Permission.IDENTIFY_RESIDENT),
    "Household": NodeKind(
        HouseholdRow, (Household, RestrictedHousehold), Permission.IDENTIFY_RESIDENT
    ),
    "Case": NodeKind(CaseRow, (Case, RestrictedCase), Permission.SEE_CASE),
    "Task": NodeKind(TaskRow, (Task, RestrictedTask), Permission.SEE_CASE),
    "FormDefinition": NodeKind(FormDefinitionRow, (FormDefinition,), None),
    "FormVersion": NodeKind(FormVersionRow, (FormVersion,), None),
    "FormDraft": NodeKind(FormDraftRow, (FormDraft,), None),
    "FormRevision": NodeKind(FormRevisionRow, (FormRevision,), None),
    "Section": NodeKind(SectionRow, (Section,), None),
    "Staff": NodeKind(StaffRow, (Staff,), None),
    "AuditEvent": NodeKind(AuditEventRow, (AuditEvent,), Permission.SEE_AUDIT),
}


@strawberry.type
class NodeQueries:
    @strawberry.field(
        description="Any object by its global id (グローバルID); null when there is none."
    )
    async def node(self, info: Info, id: NodeId) -> Node | None:
        found: Node | None = await read_node(info, KINDS, id)
        return found
