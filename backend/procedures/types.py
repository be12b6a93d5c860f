"""What the API shows of the catalogue (手続きカタログ)."""

from datetime import date

import strawberry

from backend.procedures.definitions import Certainty, Handling
from backend.procedures.tables import ProcedureRow, ReasonRow
from backend.reading.fields import column, computed, global_id, shown

strawberry.enum(Handling, description="What the city does with a procedure (取扱い).")
strawberry.enum(
    Certainty,
    description="Where it is known from that it exists; all else is the city's to confirm (出典).",
)


def handling_of(stored: str) -> Handling:
    """The handling by its stored name."""
    return Handling[stored]


def certainty_of(stored: str) -> Certainty:
    """The certainty by its stored name."""
    return Certainty[stored]


@shown(ReasonRow, description="A reason to come to the counter (用件), such as 転入.")
class Reason:
    id: strawberry.ID = global_id("Reason", ReasonRow.id)
    code: str = column(ReasonRow.code, description="What openCase takes as reason.")
    name: str = column(ReasonRow.name, description="Japanese, for the official.")
    event: str = column(ReasonRow.event, description="The kind of event, such as move_in.")
    help: str = column(ReasonRow.help, description="Who comes for this reason, in Japanese.")


@shown(ProcedureRow, description="A procedure of the catalogue (手続き).")
class Procedure:
    id: strawberry.ID = global_id("Procedure", ProcedureRow.id)
    code: str = column(ProcedureRow.code)
    name: str = column(ProcedureRow.name)
    summary: str = column(ProcedureRow.summary, description="One sentence for the citizen.")
    events: list[str] = column(ProcedureRow.events, description="The events it can follow from.")
    deadlines: list[str] = column(
        ProcedureRow.deadlines, description="Until when, in words; the case decides which."
    )
    items: list[str] = column(ProcedureRow.items, description="What to bring (持ち物).")
    counter: str = column(ProcedureRow.counter_name, description="Counter (窓口).")
    floor: str = column(ProcedureRow.counter_floor, description="Floor and number of the counter.")
    is_outside: bool = column(ProcedureRow.is_outside, description="Not at the city hall.")
    legal_basis: str = column(ProcedureRow.legal_basis, description="Legal basis (根拠法令).")
    handling: Handling = computed(handling_of, ProcedureRow.handling)
    certainty: Certainty = computed(certainty_of, ProcedureRow.certainty)
    form_codes: list[str] = column(ProcedureRow.form_codes, description="The forms it fills.")
    annotation: str | None = column(ProcedureRow.annotation, description="The column of 付記.")
    deemed_by: str | None = column(
        ProcedureRow.deemed_by,
        description="The notification that may stand for it (届出とみなす).",
    )
    is_never_printed: bool = column(
        ProcedureRow.never_printed, description="Never on paper or on the citizen's tablet."
    )
    effective_from: date | None = column(ProcedureRow.effective_from)
    effective_to: date | None = column(ProcedureRow.effective_to)
