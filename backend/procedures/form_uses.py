"""Which procedures and reasons to come use a form (帳票の使われ方): a pure look at a catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from backend.procedures.definitions import Catalogue


@dataclass(frozen=True)
class Named:
    """A procedure or reason by code and name."""

    code: str
    name: str


@dataclass(frozen=True)
class FormUse:
    """What uses one form, in the order of the catalogue."""

    form_code: str
    procedures: tuple[Named, ...]
    reasons: tuple[Named, ...]


def form_uses(catalogue: Catalogue, today: date) -> list[FormUse]:
    """What uses each form on a day, by the codes of the forms."""
    procedures: dict[str, dict[str, str]] = {}
    reasons: dict[str, dict[str, str]] = {}
    for procedure in catalogue.procedures:
        if not procedure.is_in_force(today):
            continue
        for code in procedure.forms:
            procedures.setdefault(code, {})[procedure.code] = procedure.name
            reasons.setdefault(code, {}).update(_reasons(catalogue, procedure.events))
    return [
        FormUse(code, _named(procedures[code]), _named(reasons[code]))
        for code in sorted(procedures)
    ]


def _reasons(catalogue: Catalogue, events: frozenset[str]) -> dict[str, str]:
    return {
        reason.code: reason.name for reason in catalogue.reasons.values() if reason.event in events
    }


def _named(names: Mapping[str, str]) -> tuple[Named, ...]:
    return tuple(Named(code, name) for code, name in names.items())
