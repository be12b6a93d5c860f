"""The change that is notified: days and addresses, and the certificate that is asked for."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from backend.cases.commands.steps import optional_text
from backend.cases.tables.cases import CaseRow
from backend.errors import InvalidInputError
from backend.forms.data_items import data_items
from backend.shared.names import require_stored_text
from backend.shared.numbers import postal_code_of, require_municipality_code

LONGEST_ADDRESS = 300


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address as it is spoken or written, and who is head of the household there."""

    text: str
    postal_code: str | None = None
    head_name: str | None = None
    municipality_code: str | None = None


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
    is_unregistered_before: bool | None = None
    last_registered_address: str | None = None
    joined_household_id: UUID | None = None
    joins_household: bool | None = None  # False: they make up a household of their own


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
        "is_unregistered_before",
    ):
        value = getattr(details, name)
        if value is not None:
            setattr(case, name, value)
    if details.last_registered_address is not None:
        case.last_registered_address = optional_text(
            details.last_registered_address,
            "input",
            "details",
            "lastRegisteredAddress",
            longest=LONGEST_ADDRESS,
        )
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
    path = ("input", "details", place)
    postal_code, code = address.postal_code, address.municipality_code
    setattr(
        case,
        f"{which}_postal_code",
        postal_code_of(postal_code, path=(*path, "postalCode")) if postal_code else None,
    )
    setattr(
        case,
        f"{which}_municipality_code",
        require_municipality_code(code, path=(*path, "municipalityCode")) if code else None,
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


def is_empty(details: Details) -> bool:
    """True when nothing is said."""
    return all(getattr(details, field.name) is None for field in fields(details))
