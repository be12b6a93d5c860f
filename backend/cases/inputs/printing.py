"""Inputs of printing."""

import strawberry

from backend.cases.commands.print_again import PrintAgain
from backend.reading.global_ids import decode_id_of


@strawberry.input(description="What to print again (再印刷するもの).")
class PrintAgainInput:
    print_run_id: strawberry.ID = strawberry.field(description="A printing (印刷).")
    idempotency_key: str = strawberry.field(
        description="A fresh key for each intention (冪等キー), 8 to 100 characters."
    )

    def to_command(self) -> PrintAgain:
        return PrintAgain(print_run_id=decode_id_of("PrintRun", self.print_run_id))
