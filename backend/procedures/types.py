"""What the API shows of the catalogue (手続きカタログ)."""

from datetime import date
from typing import Any

import strawberry

from backend.procedures.definitions import Asked, Certainty, Direction, ForWhom, Handling
from backend.procedures.form_uses import FormUse as Use
from backend.procedures.tables import ProcedureRow, ReasonRow
from backend.reading.fields import column, computed, global_id, shown

strawberry.enum(Handling, description="What the city does with a procedure (取扱い).")
strawberry.enum(
    Certainty,
    description="Where it is known from that it exists; all else is the city's to confirm (出典).",
)

strawberry.enum(
    Direction,
    name="MovementDirection",
    description="Where a movement leads, as seen from the city (異動の方向).",
)
strawberry.enum(Asked, description="Whether it must be stated for a movement (入力の要否).")
strawberry.enum(ForWhom, description="Whose movement it is (日本人・外国人の別).")


def handling_of(stored: str) -> Handling:
    """The handling by its stored name."""
    return Handling[stored]


def certainty_of(stored: str) -> Certainty:
    """The certainty by its stored name."""
    return Certainty[stored]


@strawberry.type(description="A kind of movement of residents (異動の種類) and what it asks for.")
class Movement:
    code: str = strawberry.field(description="What openCase takes as details.movement.")
    name: str = strawberry.field(description="Japanese, for the official.")
    direction: Direction
    printed_as: str | None = strawberry.field(
        description="The choice of the data item change.kind that forms circle."
    )
    change_reason: str | None = strawberry.field(description="Reason for change (異動事由).")
    new_address: Asked
    previous_address: Asked
    last_registered_address: Asked = strawberry.field(
        description="Last registered address (最終登録住所地) of the unregistered."
    )
    needs_moving_out_certificate: bool
    may_be_future: bool = strawberry.field(description="Notified before the day of the change.")
    notification_days: int | None = strawberry.field(
        description="Days of notification after the change; null: no period (届出期間)."
    )
    is_by_card: bool = strawberry.field(description="Special movement by card (特例).")
    for_whom: ForWhom
    asks_proof_of_relationship: bool = strawberry.field(
        description="Asks for a document that proves the relationship (続柄を証する文書)."
    )


def movements_of(stored: list[Any]) -> list[Movement]:
    """The stored movements as objects."""
    return [
        Movement(
            code=entry["code"],
            name=entry["name"],
            direction=Direction(entry["direction"]),
            printed_as=entry["printed_as"],
            change_reason=entry["change_reason"],
            new_address=Asked(entry["new_address"]),
            previous_address=Asked(entry["previous_address"]),
            last_registered_address=Asked(entry["last_registered_address"]),
            needs_moving_out_certificate=entry["needs_moving_out_certificate"],
            may_be_future=entry["may_be_future"],
            notification_days=entry["notification_days"],
            is_by_card=entry["by_card"] is not None,
            for_whom=ForWhom(entry["for_whom"]),
            asks_proof_of_relationship=entry["asks_proof_of_relationship"],
        )
        for entry in stored
    ]


@shown(ReasonRow, description="A reason to come to the counter (用件), such as 転入.")
class Reason:
    id: strawberry.ID = global_id("Reason", ReasonRow.id)
    code: str = column(ReasonRow.code, description="What openCase takes as reason.")
    name: str = column(ReasonRow.name, description="Japanese, for the official.")
    event: str = column(ReasonRow.event, description="The kind of event, such as move_in.")
    help: str = column(ReasonRow.help, description="Who comes for this reason, in Japanese.")
    movements: list[Movement] = computed(
        movements_of,
        ReasonRow.movements,
        description="Movements it can be; one is taken by itself, of several openCase takes one.",
    )


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


@strawberry.type(description="A procedure that fills a form (帳票を使う手続).")
class UsingProcedure:
    code: str
    name: str


@strawberry.type(description="A reason to come after which a form may be filled (用件).")
class UsingReason:
    code: str
    label: str


@strawberry.type(description="What uses a form, by the catalogue in force today (帳票の使われ方).")
class FormUse:
    form_code: str
    procedures: list[UsingProcedure]
    reasons: list[UsingReason]

    @classmethod
    def of(cls, use: Use) -> "FormUse":
        return cls(
            form_code=use.form_code,
            procedures=[UsingProcedure(code=one.code, name=one.name) for one in use.procedures],
            reasons=[UsingReason(code=one.code, label=one.name) for one in use.reasons],
        )
