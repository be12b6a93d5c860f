"""Which fields a document asks below a field: the names, through connections."""

from collections.abc import Iterable, Iterator
from typing import Any

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLResolveInfo,
    SelectionNode,
    VariableNode,
)

THROUGH_PAGE = frozenset({"nodes", "edges"})


def wanted_fields(info: GraphQLResolveInfo[Any], *, is_page: bool) -> frozenset[str]:
    """GraphQL names of the fields asked of the rows (for a page: of its nodes)."""
    fields = _below(info, info.field_nodes)
    if not is_page:
        return frozenset(field.name.value for field in fields)
    nodes = [field for field in fields if field.name.value in THROUGH_PAGE]
    below = [field for field in nodes if field.name.value == "nodes"] + [
        node
        for node in _below(info, [field for field in nodes if field.name.value == "edges"])
        if node.name.value == "node"
    ]
    return frozenset(field.name.value for field in _below(info, below))


def wanted_below(info: GraphQLResolveInfo[Any], name: str) -> frozenset[str]:
    """GraphQL names asked under one field of the answer (``current`` of a conflict)."""
    inner = [field for field in _below(info, info.field_nodes) if field.name.value == name]
    return frozenset(field.name.value for field in _below(info, inner))


def _below(info: GraphQLResolveInfo[Any], fields: Iterable[FieldNode]) -> list[FieldNode]:
    return [
        found
        for field in fields
        if field.selection_set
        for found in _collect(info, field.selection_set.selections)
    ]


def _collect(
    info: GraphQLResolveInfo[Any], selections: Iterable[SelectionNode]
) -> Iterator[FieldNode]:
    for selection in selections:
        if not _is_included(info, selection):
            continue
        if isinstance(selection, FieldNode):
            yield selection
        elif isinstance(selection, FragmentSpreadNode):
            fragment = info.fragments.get(selection.name.value)
            if fragment is not None:
                yield from _collect(info, _definition(fragment).selection_set.selections)
        else:
            yield from _collect(info, selection.selection_set.selections)  # type: ignore[attr-defined]


def _definition(fragment: Any) -> Any:
    # graphql-core 3.3 wraps a fragment with its variables.
    return getattr(fragment, "definition", fragment)


def _is_included(info: GraphQLResolveInfo[Any], selection: SelectionNode) -> bool:
    for directive in selection.directives or ():
        name = directive.name.value
        if name in {"skip", "include"} and directive.arguments:
            value = _boolean(info, directive.arguments[0].value)
            if value is (name == "skip"):
                return False
    return True


def _boolean(info: GraphQLResolveInfo[Any], node: Any) -> bool | None:
    if isinstance(node, BooleanValueNode):
        return node.value
    if isinstance(node, VariableNode):
        values: Any = info.variable_values
        coerced = getattr(values, "coerced", values)
        return bool(coerced.get(node.name.value))
    return None
