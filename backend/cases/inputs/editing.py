"""The GraphQL inputs of who edits a case."""

import strawberry

from backend.cases.commands.edit_case import TakeOverCase
from backend.cases.inputs.cases import case_id_of


@strawberry.input(description="Which case to edit from now on (編集の引受け).")
class TakeOverCaseInput:
    case_id: strawberry.ID = strawberry.field(description="The case (受付).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
    reason: str | None = strawberry.field(
        default=None, description="Why it is taken from a colleague (理由)."
    )

    def to_command(self) -> TakeOverCase:
        return TakeOverCase(case_id=case_id_of(self.case_id), reason=self.reason)


@strawberry.input(description="Which case to let go (編集の終了).")
class ReleaseCaseInput:
    case_id: strawberry.ID = strawberry.field(description="The case (受付).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )
