"""The GraphQL inputs of tasks, and the commands they become."""

import strawberry

from backend.cases.commands.work_tasks import CompleteTask, HandOverTask, TaskAt
from backend.cases.status import TaskOutcome
from backend.reading.global_ids import decode_id_of


@strawberry.input(description="A task as the official saw it (手続とその版).")
class TaskVersionInput:
    task_id: strawberry.ID = strawberry.field(description="The task (課の手続).")
    expected_version: int = strawberry.field(description="The task's version (版).")

    def to_task(self, *path: str) -> TaskAt:
        return TaskAt(
            task_id=decode_id_of("Task", self.task_id),
            expected_version=self.expected_version,
            path=("input", *path),
        )


@strawberry.input(description="Which task to take (引受け).")
class TakeTaskInput(TaskVersionInput):
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    is_take_over: bool = strawberry.field(
        default=False, description="Take it also from the colleague who has it (引継いで対応)."
    )


@strawberry.input(description="Which task to give back (引受けの取りやめ).")
class ReturnTaskInput(TaskVersionInput):
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )


@strawberry.input(description="Which tasks of one case ended, and how (手続の完了).")
class CompleteTaskInput:
    tasks: list[TaskVersionInput] = strawberry.field(
        description="Tasks of one case, 1 to 100: all are completed, or none (課の手続)."
    )
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    outcome: TaskOutcome = strawberry.field(
        default=TaskOutcome.DONE, description="How they ended (結果)."
    )
    note: str | None = strawberry.field(
        default=None, description="A remark; the reason, where they were not needed (備考)."
    )

    def to_command(self) -> CompleteTask:
        return CompleteTask(
            tasks=[task.to_task("tasks", str(place)) for place, task in enumerate(self.tasks)],
            outcome=self.outcome,
            note=self.note,
        )


@strawberry.input(description="Which task goes to which section (引継ぎ).")
class HandOverTaskInput(TaskVersionInput):
    to_section: strawberry.ID = strawberry.field(description="The section (引継ぎ先の課).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    to_place: strawberry.ID | None = strawberry.field(
        default=None, description="The building, where the section works in several (庁舎)."
    )
    note: str | None = strawberry.field(
        default=None, description="What the section should know, no 個人番号 (申し送り)."
    )

    def to_command(self) -> HandOverTask:
        return HandOverTask(
            task=self.to_task(),
            section_id=decode_id_of("Section", self.to_section),
            place_id=decode_id_of("Place", self.to_place),
            has_place=self.to_place is not None,
            note=self.note,
        )
