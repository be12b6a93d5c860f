"""The GraphQL input of printer offsets."""

import strawberry

from backend.forms.commands.set_printer_offset import SetPrinterOffset


@strawberry.input(description="How far a printer and tray are off (印字位置の調整).")
class SetPrinterOffsetInput:
    printer: str = strawberry.field(description="The printer's name, as the terminals know it.")
    tray: str = strawberry.field(default="", description="Its tray; empty: all without their own.")
    right_mm: float = strawberry.field(description="To the right; negative: to the left (mm).")
    down_mm: float = strawberry.field(description="Down; negative: up (mm).")
    expected_version: int | None = strawberry.field(
        default=None, description="Of the offset that is changed (版); null for a new one."
    )

    def to_command(self) -> SetPrinterOffset:
        return SetPrinterOffset(
            printer=self.printer,
            tray=self.tray,
            right_mm=self.right_mm,
            down_mm=self.down_mm,
            expected_version=self.expected_version,
        )
