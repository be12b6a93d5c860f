"""Mutation fields of tasks."""

from uuid import UUID

import strawberry

from backend.cases.commands import work_tasks as working
from backend.cases.commands.steps import require_unrestricted
from backend.cases.commands.work_tasks import require_unrestricted_task
from backend.cases.inputs.tasks import (
    CompleteTaskInput,
    HandOverTaskInput,
    ReturnTaskInput,
    TakeTaskInput,
)
from backend.cases.tables.cases import CaseRow
from backend.cases.tables.tasks import TaskRow
from backend.cases.types.cases import Case
from backend.cases.types.tasks import ClosedSection, Task, TaskTaken
from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.reading.fields import changes
from backend.reading.refusals import VersionConflict, WrongStatus


@strawberry.type
class TaskMutations:
    @changes(
        "TakeTaskResult",
        Task,
        row=TaskRow,
        needs=Permission.WORK_TASKS,
        refusals=(WrongStatus, VersionConflict, TaskTaken),
        is_idempotent=True,
        may_repeat=require_unrestricted_task,
        description="Take a task of one's section, or take it over from a colleague (引受け).",
    )
    async def take_task(self, info: Info, input: TakeTaskInput) -> UUID:
        return await working.take_task(
            info.context.operation, input.to_task(), is_take_over=input.is_take_over
        )

    @changes(
        "ReturnTaskResult",
        Task,
        row=TaskRow,
        needs=Permission.WORK_TASKS,
        refusals=(WrongStatus, VersionConflict, TaskTaken),
        is_idempotent=True,
        may_repeat=require_unrestricted_task,
        description="Give a task back that one has taken (引受けの取りやめ).",
    )
    async def return_task(self, info: Info, input: ReturnTaskInput) -> UUID:
        return await working.return_task(info.context.operation, input.to_task())

    @changes(
        "CompleteTaskResult",
        Case,
        row=CaseRow,
        needs=Permission.WORK_TASKS,
        refusals=(WrongStatus, VersionConflict, TaskTaken),
        is_idempotent=True,
        may_repeat=require_unrestricted,
        description="Complete tasks of one case, all or none; gives the case (手続の完了).",
    )
    async def complete_task(self, info: Info, input: CompleteTaskInput) -> UUID:
        return await working.complete_task(info.context.operation, input.to_command())

    @changes(
        "HandOverTaskResult",
        Task,
        row=TaskRow,
        needs=Permission.WORK_TASKS,
        refusals=(WrongStatus, VersionConflict, TaskTaken, ClosedSection),
        is_idempotent=True,
        may_repeat=require_unrestricted_task,
        description="Hand a task over to another section (引継ぎ).",
    )
    async def hand_over_task(self, info: Info, input: HandOverTaskInput) -> UUID:
        return await working.hand_over_task(info.context.operation, input.to_command())
