"""The schema: every slice's fields, composed."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from backend.api.nodes import NodeQueries
from backend.audit.queries import AuditQueries
from backend.calendar.queries import CalendarQueries
from backend.cases.mutations.attachments import AttachmentMutations
from backend.cases.mutations.cases import CaseMutations
from backend.cases.mutations.editing import EditingMutations
from backend.cases.mutations.exports import ExportMutations
from backend.cases.mutations.identity_checks import IdentityCheckMutations
from backend.cases.mutations.printing import PrintingMutations
from backend.cases.mutations.signatures import SignatureMutations
from backend.cases.mutations.statistics import StatisticsMutations
from backend.cases.mutations.tasks import TaskMutations
from backend.cases.queries.cases import CaseQueries
from backend.cases.queries.statistics import StatisticsQueries
from backend.cases.queries.tablet import TabletQueries
from backend.cases.queries.tasks import TaskQueries
from backend.cases.subscriptions.cases import CaseSubscriptions
from backend.cases.subscriptions.tasks import TaskSubscriptions
from backend.forms.mutations.assets import FormAssetMutations
from backend.forms.mutations.drafts import DraftMutations
from backend.forms.mutations.printers import PrinterMutations
from backend.forms.mutations.publishing import PublishingMutations
from backend.forms.mutations.workbooks import FormWorkbookMutations
from backend.forms.queries.comparing import ComparingQueries
from backend.forms.queries.designing import DesigningQueries
from backend.forms.queries.exports import ExportQueries
from backend.forms.queries.forms import FormQueries
from backend.forms.queries.printers import PrinterQueries
from backend.forms.queries.ready_forms import ReadyFormQueries
from backend.forms.subscriptions.forms import FormSubscriptions
from backend.procedures.queries import ProcedureQueries
from backend.reading.check import check
from backend.reading.nodes import Node
from backend.reading.refusals import Refusal, Versioned
from backend.reading.uploads import SCALARS
from backend.residents.queries import ResidentQueries
from backend.staff.mutations import StaffMutations
from backend.staff.queries import StaffQueries


@strawberry.type(description="Reads (参照).")
class Query(
    NodeQueries,
    StaffQueries,
    ResidentQueries,
    ProcedureQueries,
    FormQueries,
    ReadyFormQueries,
    ExportQueries,
    ComparingQueries,
    DesigningQueries,
    PrinterQueries,
    CalendarQueries,
    CaseQueries,
    TaskQueries,
    TabletQueries,
    StatisticsQueries,
    AuditQueries,
):
    pass


@strawberry.type(description="Changes: one command each, refusals as types (更新).")
class Mutation(
    StaffMutations,
    CaseMutations,
    EditingMutations,
    TaskMutations,
    IdentityCheckMutations,
    SignatureMutations,
    AttachmentMutations,
    FormAssetMutations,
    FormWorkbookMutations,
    PrintingMutations,
    ExportMutations,
    StatisticsMutations,
    DraftMutations,
    PublishingMutations,
    PrinterMutations,
):
    pass


@strawberry.type(description="What happens, in the order of commits (購読).")
class Subscription(CaseSubscriptions, TaskSubscriptions, FormSubscriptions):
    pass


schema = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=[Node, Refusal, Versioned],
    config=StrawberryConfig(scalar_map=SCALARS),
)
check(schema)
