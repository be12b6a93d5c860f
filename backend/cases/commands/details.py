"""The change that is notified: days and addresses, and the certificate that is asked for."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from backend.cases.commands.steps import optional_text
from backend.cases.tables.cases import CaseRow
from backend.errors import InvalidInputError
from backend.forms.data_items import data_items
from backend.shared.names import require_furigana, require_stored_text

LONGEST_ADDRESS = 300


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address as it is spoken or written, and who is head of the household there."""

    text: str
    postal_code: str | None = None
    head_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class CertificateRequest:
    """Which certificate, how many, for whom, and which items are put in (left out by default)."""

    kind: str
    copies: int = 1
    requester: str = "SELF"
    purpose: str | None = None
    submitted_to: str | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Details:
    """What is said of the change; what is None is left as it stands."""

    movement: str | None = None
    changed_on: date | None = None
    notified_on: date | None = None
    planned_move_out_on: date | None = None
    has_moving_out_certificate: bool | None = None
    death_known_on: date | None = None
    funeral_on: date | None = None
    happened_abroad: bool | None = None
    new_address: Address | None = None
    previous_address: Address | None = None
    certificate: CertificateRequest | None = None


@dataclass(frozen=True, kw_only=True)
class Notifier:
    """Who notifies or asks (届出人・請求者), and how related to those concerned."""

    name: str
    relation: str
    furigana: str | None = None
    address: str | None = None
    phone: str | None = None
    birth_on: date | None = None


def apply_details(case: CaseRow, details: Details) -> None:
    """Take over what was said, but for the movement: the reason to come knows which it can be."""
    for name in (
        "changed_on",
        "notified_on",
        "planned_move_out_on",
        "has_moving_out_certificate",
        "death_known_on",
        "funeral_on",
        "happened_abroad",
    ):
        value = getattr(details, name)
        if value is not None:
            setattr(case, name, value)
    if details.new_address is not None:
        _apply_address(case, "new", details.new_address)
    if details.previous_address is not None:
        _apply_address(case, "previous", details.previous_address)
    if details.certificate is not None:
        case.certificate = _certificate(details.certificate)


def _apply_address(case: CaseRow, which: str, address: Address) -> None:
    place = f"{which}Address"
    text = require_stored_text(
        address.text, longest=LONGEST_ADDRESS, path=("input", "details", place, "text")
    )
    setattr(case, f"{which}_address", text)
    setattr(
        case,
        f"{which}_postal_code",
        optional_text(address.postal_code, "input", "details", place, "postalCode", longest=10),
    )
    setattr(
        case,
        f"{which}_head_name",
        optional_text(address.head_name, "input", "details", place, "headName"),
    )


def _certificate(request: CertificateRequest) -> dict[str, Any]:
    path = ("input", "details", "certificate")
    if data_items()["certificate.kind"].label_of(request.kind) is None:
        raise InvalidInputError("この種類の証明書はありません。", path=(*path, "kind"))
    if not 1 <= request.copies <= 99:
        raise InvalidInputError("通数は1から99までです。", path=(*path, "copies"))
    return {
        "kind": request.kind,
        "copies": request.copies,
        "requester": request.requester,
        "purpose": optional_text(request.purpose, *path, "purpose"),
        "submitted_to": optional_text(request.submitted_to, *path, "submittedTo"),
        "items": sorted(set(request.items)),
    }


def apply_notifier(case: CaseRow, notifier: Notifier) -> None:
    """Take over who notifies."""
    path = ("input", "notifier")
    case.notifier_relation = notifier.relation
    case.notifier_name = require_stored_text(notifier.name, longest=100, path=(*path, "name"))
    case.notifier_furigana = (
        require_furigana(notifier.furigana, path=(*path, "furigana")) if notifier.furigana else None
    )
    case.notifier_address = optional_text(
        notifier.address, *path, "address", longest=LONGEST_ADDRESS
    )
    case.notifier_phone = optional_text(notifier.phone, *path, "phone", longest=30)
    case.notifier_birth_on = notifier.birth_on


def is_empty(details: Details) -> bool:
    """True when nothing is said."""
    return all(getattr(details, field.name) is None for field in fields(details))
