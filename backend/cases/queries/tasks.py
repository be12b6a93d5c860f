"""Query fields of tasks, and of cases by their hand-over code."""

from typing import Annotated, Any

import strawberry
from sqlalchemy import select, type_coerce

from backend.cases.repository.tasks import tasks_matching
from backend.cases.status import TaskStatus
from backend.cases.tables.cases import CaseRow
from backend.cases.tables.tasks import TaskRow
from backend.cases.types.cases import CaseResult
from backend.cases.types.tasks import TaskResult
from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.errors import InvalidInputError
from backend.reading.fields import Connection, One, Page, reads
from backend.reading.global_ids import GlobalId, decode_id_of
from backend.shared.opaque_codes import read_code

TO_DO = (TaskStatus.WAITING, TaskStatus.TAKEN)
CODE_SHOWN = 4  # how much of a code the audit log keeps: enough to compare with the paper


@strawberry.input(description="Which tasks; all conditions must hold (手続の条件).")
class TaskFilter:
    sections: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Of these sections; all that the official works for if unsaid."
    )
    statuses: list[TaskStatus] = strawberry.field(
        default_factory=lambda: list(TO_DO), description="Standing so; what is to do if unsaid."
    )
    place: strawberry.ID | None = strawberry.field(
        default=None, description="At this place (庁舎)."
    )
    mine: bool = strawberry.field(default=False, description="Only what the official has taken.")
    case: strawberry.ID | None = strawberry.field(default=None, description="Of this case (受付).")


Wanted = Annotated[
    TaskFilter | None, strawberry.argument(description="Only these tasks; the to-do if left out.")
]
Code = Annotated[str, strawberry.argument(description="As it was scanned or typed (引継ぎコード).")]


@strawberry.type
class TaskQueries:
    @reads(
        Connection[TaskResult] | None,
        needs=Permission.WORK_TASKS,
        description="Tasks of the sections that one works for, first due first (課の手続一覧).",
    )
    def tasks(self, info: Info, filter: Wanted = None) -> Page:
        asked = filter or TaskFilter()
        principal = info.context.operation.signed_in
        return Page(
            tasks_matching(
                sorted(principal.section_ids),
                sections=_section_ids(asked.sections),
                statuses=asked.statuses,
                place_id=_key("Place", asked.place),
                taken_by=principal.staff_id if asked.mine else None,
                case_id=_key("Case", asked.case),
            ),
            (TaskRow.sorted_on, TaskRow.id),
            TaskRow.id,
            count_up_to=1000,
            searched={"tasks": _searched(asked)},
        )

    @reads(
        CaseResult | None,
        needs=Permission.SEE_CASE,
        description="The open case of a hand-over code; null when there is none (引継ぎ).",
    )
    def case_by_hand_over_code(self, info: Info, code: Code) -> One:
        read = read_code(code)
        kept = read[:CODE_SHOWN] if read else None
        info.context.operation.audit.search_for("caseByHandOverCode", {"code": kept})
        if read is None:
            raise InvalidInputError(
                "引継ぎコードの打ち間違いです。もう一度読み取ってください。", path=("code",)
            )
        return One(select(CaseRow).where(CaseRow.hand_over_code == read))


def _section_ids(sections: list[strawberry.ID] | None) -> list[Any] | None:
    if sections is None:
        return None
    return [decode_id_of("Section", section) for section in sections]


def _key(type_name: str, id_: strawberry.ID | None) -> Any:
    return None if id_ is None else type_coerce(id_, GlobalId(type_name))


def _searched(asked: TaskFilter) -> dict[str, Any]:
    said = strawberry.asdict(asked)
    said["statuses"] = [status.value for status in asked.statuses]
    return {name: value for name, value in said.items() if value}
