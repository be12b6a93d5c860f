"""What a notifier must show, by relation, and what proves who somebody is: data of a catalogue.

The document's section ``representation``; a city changes it with a new version of its catalogue.
"""

from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from backend.procedures.errors import CatalogueFault

SECTION = "representation"


class IdentityGroup(StrEnum):
    """What a document is worth when somebody proves who they are."""

    ONE = "one"  # 1点で足りる
    TWO = "two"  # 2点そろえる
    ASKED = "asked"  # 聞き取り


class NumberRule(StrEnum):
    """Which number of a document may be noted, masked."""

    NONE = "none"  # マイナンバーカード: no number at all
    ANY = "any"  # twelve digits in a row excepted
    TWELVE_DIGITS = "twelve_digits"  # its own number has twelve digits: 運転免許証


@dataclass(frozen=True)
class Proof:
    """Something that a notifier of some relation must show (資格を示す書類)."""

    code: str
    name: str
    documents: tuple[str, ...]  # any of these; none: it is said, and noted in words
    stops: bool  # missing: an error, else an alert


@dataclass(frozen=True)
class IdentityDocument:
    """A document that proves who somebody is (本人確認書類)."""

    code: str
    name: str
    group: IdentityGroup
    number: NumberRule
    expires: bool  # its last day must be noted


@dataclass(frozen=True)
class Representation:
    """Proofs by relation, identity documents by code, and how many of which group suffice."""

    proofs: Mapping[str, tuple[Proof, ...]] = field(default_factory=dict)
    documents: Mapping[str, IdentityDocument] = field(default_factory=dict)
    sufficient: tuple[Mapping[IdentityGroup, int], ...] = ()


def read_representation(document: Mapping[str, Any]) -> Representation:
    """Read the section of a catalogue's document; a catalogue without it asks for nothing."""
    section = document.get(SECTION)
    if section is None:
        return Representation()
    return Representation(
        proofs={
            relation: tuple(_proof(entry) for entry in entries)
            for relation, entries in section["relations"].items()
        },
        documents={entry["code"]: _document(entry) for entry in section["identity_documents"]},
        sufficient=tuple(
            {IdentityGroup(group): count for group, count in entry.items()}
            for entry in section["sufficient"]
        ),
    )


def _proof(entry: Mapping[str, Any]) -> Proof:
    return Proof(
        code=entry["code"],
        name=entry["name"],
        documents=tuple(entry.get("documents", ())),
        stops=entry["when_missing"] == "error",
    )


def _document(entry: Mapping[str, Any]) -> IdentityDocument:
    return IdentityDocument(
        code=entry["code"],
        name=entry["name"],
        group=IdentityGroup(entry["group"]),
        number=NumberRule(entry.get("number", "any")),
        expires=entry.get("expires", False),
    )


def representation_faults(document: Mapping[str, Any]) -> Iterator[CatalogueFault]:
    """Codes that stand there twice."""
    section = document.get(SECTION)
    if section is None:
        return
    yield from _twice(section["identity_documents"], (SECTION, "identity_documents"))
    for relation, entries in section["relations"].items():
        yield from _twice(entries, (SECTION, "relations", relation))


def _twice(
    entries: Sequence[Mapping[str, Any]], place: tuple[str, ...]
) -> Iterator[CatalogueFault]:
    tally = Tally(entry["code"] for entry in entries)
    for n, entry in enumerate(entries):
        if tally[entry["code"]] > 1:
            yield CatalogueFault(
                (*place, str(n), "code"), f"同じ番号が二つ以上あります: {entry['code']}"
            )
