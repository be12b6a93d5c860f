"""Reading movements (異動の種類) from a catalogue's document, and the faults of their names."""

import json
from collections import Counter as Tally
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from backend.forms.data_items import data_items
from backend.procedures.definitions import Asked, CardMovement, Direction, ForWhom, Movement
from backend.procedures.errors import CatalogueFault

Document: TypeAlias = Mapping[str, Any]
FIRST_MOVEMENTS = Path(__file__).with_name("first_movements.json")


def with_movements(document: Document) -> Document:
    """Give a document from before movements were data those of the first release.

    Cases keep the catalogue version they were opened with, so old versions are read for years.
    """
    if "movements" in document:
        return document
    movements = _first_movements()
    codes = {entry["code"] for entry in movements}
    reasons = [
        {**entry, "movements": [entry["code"]]} if entry["code"] in codes else entry
        for entry in document["reasons"]
    ]
    return {**document, "movements": movements, "reasons": reasons}


@cache
def _first_movements() -> list[dict[str, Any]]:
    movements: list[dict[str, Any]] = json.loads(FIRST_MOVEMENTS.read_text("utf-8"))["movements"]
    return movements


def read_movements(document: Document) -> dict[str, Movement]:
    """Read the movements of a document whose shape is known to be right, by code."""
    return {entry["code"]: _movement(entry) for entry in document["movements"]}


def _movement(entry: Document) -> Movement:
    reason = entry.get("change_reason", {})
    card = entry.get("by_card")
    return Movement(
        code=entry["code"],
        name=entry["name"],
        direction=Direction(entry["direction"]),
        printed_as=entry.get("printed_as"),
        change_reason=reason.get("name"),
        change_reason_code=reason.get("code"),
        new_address=Asked(entry["new_address"]),
        previous_address=Asked(entry["previous_address"]),
        last_registered_address=Asked(entry.get("last_registered_address", Asked.NOT_ASKED)),
        needs_moving_out_certificate=entry.get("moving_out_certificate", False),
        may_be_future=entry.get("may_be_future", False),
        notification_days=entry.get("notification_days"),
        by_card=None if card is None else CardMovement(card.get("days_after_planned_move_out")),
        for_whom=ForWhom(entry["for_whom"]),
        asks_proof_of_relationship=entry.get("proof_of_relationship", False),
    )


def movement_faults(document: Document) -> Iterator[CatalogueFault]:
    """Faults of movements: twice the same, what could never be meant, names that lead nowhere."""
    codes = Tally(entry["code"] for entry in document.get("movements", ()))
    for n, entry in enumerate(document.get("movements", ())):
        place = ("movements", str(n))
        if codes[entry["code"]] > 1:
            yield CatalogueFault((*place, "code"), f"同じ番号が二つ以上あります: {entry['code']}")
        yield from _senseless(entry, place)
        if not any(entry["code"] in reason.get("movements", ()) for reason in document["reasons"]):
            yield CatalogueFault(place, f"どの用件でも選べない異動です: {entry['name']}")
    for n, reason in enumerate(document["reasons"]):
        for k, code in enumerate(reason.get("movements", ())):
            if code not in codes:
                yield CatalogueFault(
                    ("reasons", str(n), "movements", str(k)), f"知らない異動です: {code}"
                )


def _senseless(entry: Document, place: tuple[str, ...]) -> Iterator[CatalogueFault]:
    kinds = {choice.value for choice in data_items()["change.kind"].choices}
    if entry.get("printed_as", next(iter(kinds))) not in kinds:
        yield CatalogueFault(
            (*place, "printed_as"), f"帳票の「異動の種類」にない選択肢です: {entry['printed_as']}"
        )
    for key, directions, fault in ONLY_WITH:
        if entry.get(key) not in (None, False, Asked.NOT_ASKED) and (
            entry["direction"] not in directions
        ):
            yield CatalogueFault((*place, key), fault)


# What has a meaning only for some directions: said of another it's a slip of the pen.
ONLY_WITH = (
    ("moving_out_certificate", (Direction.IN,), "転出証明書は、転入の異動にだけ求められます。"),
    (
        "last_registered_address",
        (Direction.IN,),
        "最終登録住所地は、転入の異動にだけ求められます。",
    ),
    ("by_card", (Direction.IN, Direction.OUT), "特例は、転入・転出の異動にだけあります。"),
)
