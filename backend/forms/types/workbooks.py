"""What comes of a workbook: a template, and what was not understood."""

from enum import StrEnum

import strawberry

from backend.files.cleaner import OpenedSheet
from backend.forms.workbook.conversion import WorkbookForm as Converted


class NoteSeverity(StrEnum):
    """How much a note matters (注意の重さ)."""

    WARNING = "WARNING"  # 要確認
    HINT = "HINT"  # 参考


strawberry.enum(NoteSeverity, description="How much a note matters (注意の重さ).")


@strawberry.type(description="Something of a workbook to look at (取込みの注意).")
class WorkbookNote:
    cell: str = strawberry.field(description="Such as B3; empty: the whole sheet.")
    severity: NoteSeverity
    message: str = strawberry.field(description="Japanese; may be shown to the official.")


@strawberry.type(
    description="A form made of a workbook's sheet; only its pictures are saved (Excel取込み)."
)
class WorkbookForm:
    template: strawberry.scalars.JSON = strawberry.field(
        description="The template: give it to createForm or importForm."
    )
    sheet: str = strawberry.field(description="The sheet that was read.")
    sheets: list[str] = strawberry.field(description="All visible sheets, to choose another.")
    notes: list[WorkbookNote]
    known_labels: int = strawberry.field(description="How many labels name a known item.")
    bound_labels: int = strawberry.field(description="Of how many a field was made.")
    factor: float = strawberry.field(
        description="What columns were stretched by: 1 unless calibrated."
    )


def workbook_form(opened: OpenedSheet, made: Converted) -> WorkbookForm:
    """The answer of what was made of a sheet."""
    return WorkbookForm(
        template=strawberry.scalars.JSON(made.template),
        sheet=opened.document["name"],
        sheets=opened.document["sheets"],
        notes=[
            WorkbookNote(cell=note.cell, severity=NoteSeverity(note.severity), message=note.message)
            for note in made.notes
        ],
        known_labels=made.known_labels,
        bound_labels=made.bound_labels,
        factor=made.factor,
    )
