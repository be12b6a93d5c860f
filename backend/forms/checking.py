"""The checker: what of a form is probably an oversight (HINT). It never stops a form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import orjson

from backend.forms.asked import Input
from backend.forms.conditions import can_hold, unknown_choices
from backend.forms.data_items import filled_groups, general_name
from backend.forms.definition import FormDefinition
from backend.forms.elements import Element, FormPage
from backend.forms.findings import FindingSeverity, FormFinding
from backend.forms.known_items import KnownItems, known_items_of
from backend.forms.rules import Condition, condition_fields

Places = Mapping[str, tuple[str, str]]

_MOST_COVERS = 100  # filled boxes of a page that are looked under
_MOST_NAMED = 3
_TOLERANCE = 0.001


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the checker needs to know of an element and those in its rows; found out once."""

    printed: frozenset[str]
    used: frozenset[str]
    conditions: tuple[tuple[Element, str, str], ...]
    sources: tuple[tuple[Element, str], ...]
    unbound: tuple[Element, ...]


@lru_cache(maxsize=16_384)
def _facts(top: Element, own_items: bytes) -> _Facts:
    elements = (top, *_below(top))
    return _Facts(
        printed=frozenset(general_name(one.field) for one in elements if one.field),
        used=frozenset(general_name(name) for one in elements for name in _names_in(one.when)),
        conditions=tuple(
            (one, code, message)
            for one in elements
            for code, message in _faults_of_condition(one.when, one.label, own_items)
        ),
        sources=tuple((one, general_name(one.field)) for one in elements if one.item is not None),
        unbound=tuple(one for one in elements if one.kind.SHOULD_BIND and not one.field),
    )


def hints(definition: FormDefinition, places: Places, own_items: bytes) -> Iterator[FormFinding]:
    """What may have been overlooked in a form."""
    pages = [[_facts(top, own_items) for top in page.elements] for page in definition.pages]
    facts = [entry for page in pages for entry in page]
    yield from _hints_of_inputs(definition.inputs, facts, own_items)
    groups = filled_groups() | definition.groups
    asked = frozenset(general_name(asked.key) for asked in definition.inputs)
    for entry in facts:
        yield from _not_asked(entry, places, groups, asked)
        for element, code, message in entry.conditions:
            yield _hint(code, message, element, places, ".when")
    for index, (page, known) in enumerate(zip(definition.pages, pages, strict=True)):
        yield from _hints_of_layers(page, f"pages[{index}]", places)
        yield from _unbound([one for entry in known for one in entry.unbound], places)
        yield from _covered(page, places)


def _below(element: Element) -> Iterator[Element]:
    for child in element.children:
        yield child
        yield from _below(child)


def _hint(code: str, message: str, element: Element, places: Places, inner: str) -> FormFinding:
    page, place = places.get(element.id, ("", ""))
    return FormFinding(FindingSeverity.HINT, code, message, element.id, page, place + inner)


def _hints_of_inputs(
    inputs: Sequence[Input], facts: Sequence[_Facts], own_items: bytes
) -> Iterator[FormFinding]:
    printed = frozenset[str]().union(*(entry.printed for entry in facts))
    used = set[str]().union(*(entry.used for entry in facts))
    for asked in inputs:
        for condition in (asked.when, asked.required):
            used.update(general_name(name) for name in _names_in(condition))
    for index, asked in enumerate(inputs):
        place = f"inputs[{index}]"
        name = general_name(asked.key)
        if name not in printed and name not in used:
            message = f"「{asked.label}」を尋ねますが、どこにも印字していません。"
            yield FormFinding(FindingSeverity.HINT, "NOT_PRINTED", message, place=place)
        for code, message in _faults_of_condition(asked.when, asked.label, own_items):
            yield FormFinding(FindingSeverity.HINT, code, message, place=f"{place}.when")


def _names_in(condition: object) -> Iterator[str]:
    if isinstance(condition, Mapping):
        yield from condition_fields(condition)


def _not_asked(
    facts: _Facts, places: Places, groups: frozenset[str], asked: frozenset[str]
) -> Iterator[FormFinding]:
    for element, name in facts.sources:
        if name not in asked and _group(name) not in groups and element.item is not None:
            source = element.item.label
            message = f"「{element.label}」に印字する「{source}」を、この様式では尋ねていません。"
            yield _hint("NOT_ASKED", message, element, places, ".bind.field")


def _group(name: str) -> str:
    return name.partition(".")[0].partition("[")[0]


def _faults_of_condition(
    condition: Condition | None, label: str, own_items: bytes
) -> Sequence[tuple[str, str]]:
    if condition is None:
        return ()
    return _looked_at(orjson.dumps(condition), label, own_items)


@lru_cache(maxsize=4096)
def _looked_at(raw: bytes, label: str, own_items: bytes) -> tuple[tuple[str, str], ...]:
    """The same condition is looked at once: it may have thousands of cases."""
    condition: Condition = orjson.loads(raw)
    items: KnownItems = known_items_of(own_items)
    found = [
        (
            "UNKNOWN_CHOICE",
            f"「{label}」の条件の「{value}」は「{item.label}」の選択肢にありません。",
        )
        for item, value in dict.fromkeys(unknown_choices(condition, items))
    ]
    if not can_hold(condition, items):
        found.append(("NEVER", f"「{label}」の条件は、どんな値でも成り立ちません。"))
    return tuple(found)


def _unbound(found: Sequence[Element], places: Places) -> Iterator[FormFinding]:
    """Checks and boxes that nothing is printed into: often meant, as those the counter ticks."""
    if found:
        names = "".join(f"「{one.label}」" for one in found[:_MOST_NAMED])
        more = "など" if len(found) > _MOST_NAMED else ""
        message = (
            f"{names}{more}の{len(found)}個の欄は、印字する項目がなく、手で書くことになります。"
        )
        yield _hint("UNBOUND", message, found[0], places, ".bind")


def _hints_of_layers(page: FormPage, place: str, places: Places) -> Iterator[FormFinding]:
    known = {layer.id for layer in page.layers}
    for index, layer in enumerate(page.layers):
        count = sum(one.layer == layer.id for one in page.hidden)
        if layer.is_hidden and count:
            message = f"層「{layer.name}」を隠しているため、{count}個の要素が印刷されません。"
            where = f"{place}.layers[{index}]"
            yield FormFinding(
                FindingSeverity.HINT, "HIDDEN_LAYER", message, page=page.id, place=where
            )
    for element in page.elements:
        if element.layer and element.layer not in known:
            message = f"「{element.label}」の層は、この用紙にありません。"
            yield _hint("UNKNOWN_LAYER", message, element, places, ".layer")


def _covered(page: FormPage, places: Places) -> Iterator[FormFinding]:
    """Elements wholly under a filled box that is printed after them."""
    covers = [(index, one) for index, one in enumerate(page.elements) if _hides(one)]
    for last, cover in covers[-_MOST_COVERS:]:
        for element in page.elements[:last]:
            if element.printed and _contains(cover, element):
                message = (
                    f"「{element.label}」は、塗りつぶした「{cover.label}」の下に隠れています。"
                )
                yield _hint("COVERED", message, element, places, "")


def _hides(element: Element) -> bool:
    is_filled = element.kind.NAME == "box" and bool(element.keys.get("fill"))
    return is_filled and element.printed and element.when is None


def _contains(outer: Element, inner: Element) -> bool:
    return (
        outer.x <= inner.x + _TOLERANCE
        and outer.y <= inner.y + _TOLERANCE
        and outer.x + outer.w >= inner.x + inner.w - _TOLERANCE
        and outer.y + outer.h >= inner.y + inner.h - _TOLERANCE
    )
