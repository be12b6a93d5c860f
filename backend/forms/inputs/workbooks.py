"""The GraphQL input of workbooks that become forms."""

import strawberry

from backend.forms.commands.read_form_workbook import ReadFormWorkbook
from backend.shared.uploads import UploadedFile


@strawberry.input(description="How wide some columns are on the printed paper (実寸合わせ).")
class ColumnCalibration:
    columns: str = strawberry.field(description="From which column to which, such as A:C (列).")
    width_mm: float = strawberry.field(description="Measured on paper (実測の幅).")


@strawberry.input(description="A workbook to make a form of (Excel取込み).")
class ReadFormWorkbookInput:
    file: UploadedFile = strawberry.field(description="An .xlsx workbook (ファイル).")
    sheet: str | None = strawberry.field(
        default=None, description="A sheet's name (シート); the one shown first when left out."
    )
    calibration: ColumnCalibration | None = strawberry.field(
        default=None, description="One measured width, where the columns came out wrong."
    )

    def to_command(self) -> ReadFormWorkbook:
        measured = self.calibration
        return ReadFormWorkbook(
            file=self.file,
            sheet=self.sheet or "",
            columns=measured.columns if measured else None,
            width_mm=measured.width_mm if measured else None,
        )
