"""Subscription fields of tasks."""

from collections.abc import AsyncGenerator
from typing import Annotated
from uuid import UUID

import strawberry

from backend.cases.repository.tasks import find_section
from backend.cases.rules.tasks import require_section
from backend.cases.types.tasks import TaskEvent
from backend.context.graphql import SubscriptionInfo
from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import NotFoundError
from backend.events.streams import After, Followed, Lagged, follow
from backend.events.tables import StreamKind
from backend.reading.global_ids import NodeId, decode_id_of

EVENT_FIELDS = frozenset({"id", "number", "kind", "occurredAt", "staffId", "taskId", "caseId"})

TaskEventResult = Annotated[
    TaskEvent | Lagged,
    strawberry.union(
        "TaskEventResult", description="An event, or how many were left out (経過又は読み飛ばし)."
    ),
]


@strawberry.type
class TaskSubscriptions:
    @strawberry.subscription(
        description="What happens to a section's tasks (課の手続の経過); resumes after a number."
    )
    async def task_events(
        self, info: SubscriptionInfo, section: NodeId, after: After = 0
    ) -> AsyncGenerator[TaskEventResult]:
        followed = Followed(
            field_name="taskEvents",
            kind=StreamKind.SECTION,
            subject_id=decode_id_of("Section", section),
            shown_as=TaskEvent,
            fields=EVENT_FIELDS,
            require_visible=_require_visible,
            unknown_number="この課にまだない番号です。",
        )
        async for event in follow(info, followed, after):
            yield event


async def _require_visible(operation: Operation, section_id: UUID | None) -> None:
    operation.require(Permission.WORK_TASKS)
    section = await find_section(operation.session, section_id)
    if section is None:
        raise NotFoundError("この課は見つかりません。", path=("section",))
    require_section(operation.signed_in.section_ids, section.id, {section.id: section.name})
