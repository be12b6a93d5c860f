"""Flipping single comparisons of a catalogue, one at a time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Tree = dict[str, Any]

FLIPS = {
    "eq": "ne",
    "ne": "eq",
    "lt": "ge",
    "ge": "lt",
    "le": "gt",
    "gt": "le",
    "in": "not_in",
    "not_in": "in",
    "all": "any",
    "any": "all",
    "any_person": "every_person",
    "every_person": "any_person",
}


@dataclass(frozen=True)
class Mutation:
    """One flip: where, what became of it, and the procedures it can touch."""

    name: str
    document: Tree


def mutations(document: Tree) -> Iterator[Mutation]:
    """Give the document once for each flip, cut down to the procedures that the flip touches."""
    for procedure in document["procedures"]:
        for place, changed in _changes(procedure):
            yield Mutation(f"{procedure['code']}/{place}", {**document, "procedures": [changed]})
    for name, tree in document["conditions"].items():
        using = [entry for entry in document["procedures"] if name in _named_in(entry, document)]
        for place, changed in _flips(tree):
            conditions = {**document["conditions"], name: changed}
            yield Mutation(
                f"{name}/{place}",
                {**document, "conditions": conditions, "procedures": using},
            )


def _named_in(entry: Tree, document: Tree) -> set[str]:
    """Names of the conditions that an entry uses, also by way of others."""
    names: set[str] = set()
    to_look_at = [json.dumps(entry)]
    while to_look_at:
        text = to_look_at.pop()
        for name, tree in document["conditions"].items():
            if f'"use": "{name}"' in text and name not in names:
                names.add(name)
                to_look_at.append(json.dumps(tree))
    return names


def _changes(procedure: Tree) -> Iterator[tuple[str, Tree]]:
    """Flip each condition of a procedure: of itself, its deadlines, items and 付記."""
    yield from _own_changes(procedure)
    for key in ("deadlines", "items"):
        for n, part in enumerate(procedure.get(key, [])):
            for place, changed in _own_changes(part):
                parts = [*procedure[key][:n], changed, *procedure[key][n + 1 :]]
                yield f"{key}/{n}/{place}", {**procedure, key: parts}
    for place, changed in _own_changes(procedure.get("deemed_by", {})):
        yield f"deemed_by/{place}", {**procedure, "deemed_by": changed}


def _own_changes(part: Tree | str) -> Iterator[tuple[str, Tree]]:
    if isinstance(part, str):  # an item that is always to be brought
        return
    for key in ("when", "for_person"):
        if key in part:
            for place, changed in _flips(part[key]):
                yield f"{key}/{place}", {**part, key: changed}


def _flips(tree: Tree) -> Iterator[tuple[str, Tree]]:
    """Give the condition once for each single flip in it."""
    for kind, value in tree.items():
        if kind in FLIPS and not _is_alone(value):
            yield (
                f"{kind}→{FLIPS[kind]}",
                {
                    **{k: v for k, v in tree.items() if k != kind},
                    FLIPS[kind]: value,
                },
            )
        if kind in ("not", "unless"):
            yield f"{kind} dropped", value
        if kind in ("age", "event", "reason", "use"):
            yield f"{kind} {value} negated", {"not": tree}
        if kind == "age":
            yield f"age {value} off", {"any": [tree, {"not": tree}]}
        if kind == "known":
            yield "known flipped", {**tree, "known": not value}
        yield from _inner_flips(tree, kind, value)


def _inner_flips(tree: Tree, kind: str, value: Any) -> Iterator[tuple[str, Tree]]:
    if isinstance(value, dict):
        for place, changed in _flips(value):
            yield f"{kind}/{place}", {kind: changed}
    if kind in ("all", "any"):
        for n, child in enumerate(value):
            for place, changed in _flips(child):
                yield f"{kind}.{n}/{place}", {kind: [*value[:n], changed, *value[n + 1 :]]}


def _is_alone(value: Any) -> bool:
    """Whether ``all`` and ``any`` are the same: one child only."""
    return isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict)
