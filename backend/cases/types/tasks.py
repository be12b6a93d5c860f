"""What tasks of sections show, and how far a case has come."""

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Uuid, cast, or_

from backend.cases.errors import ClosedSectionError, TaskTakenError
from backend.cases.repository.cases import has_restricted_person
from backend.cases.status import TaskEventKind, TaskOutcome, TaskStatus
from backend.cases.tables.cases import CaseProcedureRow, CaseRow
from backend.cases.tables.tasks import TaskRow
from backend.context.permissions import Permission
from backend.events.tables import EventRow
from backend.reading.fields import column, computed, global_id, one, shown
from backend.reading.global_ids import encode_id
from backend.reading.nodes import Node
from backend.reading.refusals import Refusal, Versioned, basic, refusal
from backend.staff.tables import PlaceRow, SectionRow, StaffRow
from backend.staff.types import Place, Section, Staff

if TYPE_CHECKING:
    from backend.cases.types.cases import CaseProcedure, CaseResult

for listed, words in (
    (TaskStatus, "Where a task of a section stands (手続の進み具合)."),
    (TaskOutcome, "How a task ended (手続の結果)."),
    (TaskEventKind, "What happened to a task of a section (課の手続の経過)."),
):
    strawberry.enum(listed, description=words)

CASE = (
    (TaskRow.city_id, CaseRow.city_id),
    (TaskRow.case_id, CaseRow.id),
)
LazyCase = Annotated["CaseResult", strawberry.lazy("backend.cases.types.cases")]
LazyProcedure = Annotated["CaseProcedure", strawberry.lazy("backend.cases.types.cases")]


@shown(
    TaskRow,
    description="A needed procedure of a case as what a section has to do (課の手続).",
    audited=(("case", TaskRow.case_id),),
)
class Task(Node, Versioned):
    id: strawberry.ID = global_id("Task", TaskRow.id)
    version: int = column(TaskRow.version)
    status: TaskStatus = computed(TaskStatus, TaskRow.status)
    procedure_code: str = column(TaskRow.procedure_code)
    procedure_name: str = column(TaskRow.procedure_name)
    procedure: LazyProcedure | None = one(
        CaseProcedureRow,
        (TaskRow.city_id, CaseProcedureRow.city_id),
        (TaskRow.procedure_id, CaseProcedureRow.id),
        description="For whom, why, with what; null once the rules no longer find it.",
    )
    case: LazyCase = one(CaseRow, *CASE)
    section: Section = one(
        SectionRow, (TaskRow.city_id, SectionRow.city_id), (TaskRow.section_id, SectionRow.id)
    )
    place: Place | None = one(
        PlaceRow, (TaskRow.city_id, PlaceRow.city_id), (TaskRow.place_id, PlaceRow.id)
    )
    due_on: date | None = column(TaskRow.due_on, description="The last day (期限), if counted.")
    note: str | None = column(
        TaskRow.note, description="Of whoever handed it over or completed it (申し送り)."
    )
    taken_by: Staff | None = one(
        StaffRow, (TaskRow.city_id, StaffRow.city_id), (TaskRow.taken_by, StaffRow.id)
    )
    taken_at: datetime | None = column(TaskRow.taken_at)
    completed_by: Staff | None = one(
        StaffRow, (TaskRow.city_id, StaffRow.city_id), (TaskRow.completed_by, StaffRow.id)
    )
    completed_at: datetime | None = column(TaskRow.completed_at)
    outcome: TaskOutcome | None = computed(
        lambda stored: TaskOutcome(stored) if stored else None, TaskRow.outcome
    )


@shown(
    TaskRow,
    description="A task of a protected person's case, or of 支援措置: only that it exists.",
    audited=(("case", TaskRow.case_id),),
    when=or_(TaskRow.is_hidden, has_restricted_person(TaskRow.city_id, TaskRow.case_id)),
    unless=Permission.SEE_RESTRICTED,
)
class RestrictedTask(Node):
    id: strawberry.ID = global_id("Task", TaskRow.id)


TaskResult = Annotated[
    Task | RestrictedTask,
    strawberry.union(
        "TaskResult", description="A task, or that it may not be shown (手続又は閲覧の制限)."
    ),
]


@strawberry.type(description="How many tasks of a case stand where (件数).")
class TaskCounts:
    waiting: int
    taken: int
    later: int
    completed: int
    cancelled: int


@strawberry.type(description="How far one section has come with a case (課ごとの進み具合).")
class SectionProgress:
    section_id: strawberry.ID
    section: str
    counts: TaskCounts


@strawberry.type(description="How far a case has come (手続き全体の進み具合).")
class CaseProgress:
    total: int = strawberry.field(description="Without what was cancelled.")
    counts: TaskCounts
    is_finished: bool = strawberry.field(
        description="Nothing is left to do, and nothing was put off (すべて完了)."
    )
    by_section: list[SectionProgress]


def case_progress(standing: list[Any] | None) -> CaseProgress:
    """The counts of what stands in section and status of each task."""
    tasks = standing or []
    sections: dict[tuple[str, str], list[str]] = defaultdict(list)
    for task in tasks:
        sections[task["section"], task["section_id"]].append(task["status"])
    counts = _counts([task["status"] for task in tasks])
    return CaseProgress(
        total=len(tasks) - counts.cancelled,
        counts=counts,
        is_finished=counts.waiting + counts.taken + counts.later == 0,
        by_section=[
            SectionProgress(
                section_id=encode_id("Section", UUID(id_)), section=name, counts=_counts(statuses)
            )
            for (name, id_), statuses in sorted(sections.items())
        ],
    )


def _counts(statuses: list[str]) -> TaskCounts:
    counted = Counter(statuses)
    return TaskCounts(
        waiting=counted[TaskStatus.WAITING],
        taken=counted[TaskStatus.TAKEN],
        later=counted[TaskStatus.LATER],
        completed=counted[TaskStatus.COMPLETED],
        cancelled=counted[TaskStatus.CANCELLED],
    )


def _id_in_detail(key: str) -> Any:
    return cast(EventRow.detail[key].as_string(), Uuid)


@shown(
    EventRow,
    description="Something that happened to a task of a section: ids only (課の手続の経過).",
    audited=(("case", _id_in_detail("case")),),
)
class TaskEvent:
    id: strawberry.ID = global_id("TaskEvent", EventRow.id)
    number: int = column(
        EventRow.number, description="In the order of commits, without gaps; resume after it."
    )
    kind: TaskEventKind = computed(TaskEventKind, EventRow.kind)
    occurred_at: datetime = column(EventRow.occurred_at)
    staff_id: strawberry.ID | None = computed(
        lambda id_: encode_id("Staff", id_) if id_ else None, EventRow.staff_id
    )
    task_id: strawberry.ID = computed(
        lambda detail: encode_id("Task", UUID(detail["task"])), EventRow.detail
    )
    case_id: strawberry.ID = computed(
        lambda detail: encode_id("Case", UUID(detail["case"])), EventRow.detail
    )


@refusal(TaskTakenError)
@strawberry.type(
    description="A colleague has taken the task; isTakeOver takes it over (他の職員が対応中)."
)
class TaskTaken(Refusal):
    colleague: Staff

    @classmethod
    def from_error(cls, raised: TaskTakenError) -> "TaskTaken":
        made: TaskTaken = basic(cls, raised, colleague=raised.colleague)
        return made


@refusal(ClosedSectionError)
@strawberry.type(description="The section was closed and takes no more tasks (廃止された課).")
class ClosedSection(Refusal):
    section: Section

    @classmethod
    def from_error(cls, raised: ClosedSectionError) -> "ClosedSection":
        made: ClosedSection = basic(cls, raised, section=raised.section)
        return made
