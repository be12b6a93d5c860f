"""Limits of a document, counted before validation, so that validation itself stays cheap.

Fragments count wherever they are spread. Everything depends on the text alone: the outcome is
kept with the document in the cache.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one request may ask for."""

    body_bytes: int = 3_000_000  # a template of a form has up to 2 MB
    seconds: float = 30.0
    source_length: int = 50_000
    tokens: int = 5_000
    depth: int = 15
    fields: int = 2_000
    aliases: int = 50
    directives: int = 50
    repeated_fields: int = 20
    root_mutations: int = 1
    files: int = 4
    file_bytes: int = 20 << 20
    upload_bytes: int = 41 << 20  # the whole body of a request with files
    upload_seconds: float = 120.0


@dataclass
class Size:
    """What a selection amounts to with its fragments spread out."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    repeated: int = 0
    roots: int = 0

    def add(self, other: "Size") -> None:
        """Count what a part of the selection holds."""
        self.depth = max(self.depth, other.depth)
        self.fields += other.fields
        self.aliases += other.aliases
        self.directives += other.directives
        self.repeated = max(self.repeated, other.repeated)
        self.roots += other.roots


def check_limits(document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """The limits that an operation of the document passes; empty when all are kept."""
    measure = _Measure(_fragments(document))
    return [
        error
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
        for error in _errors(node, measure.of(node), limits)
    ]


def limit_error(code: str, message: str) -> GraphQLError:
    """An error that says by its code which limit was passed."""
    return GraphQLError(message, extensions={"code": code})


def _errors(
    operation: OperationDefinitionNode, size: Size, limits: Limits
) -> Iterator[GraphQLError]:
    counted = (
        ("TOO_DEEP", "levels", size.depth, limits.depth),
        ("TOO_MANY_FIELDS", "fields", size.fields, limits.fields),
        ("TOO_MANY_ALIASES", "aliases", size.aliases, limits.aliases),
        ("TOO_MANY_DIRECTIVES", "directives", size.directives, limits.directives),
        ("TOO_MANY_REPEATED_FIELDS", "repeats of a field", size.repeated, limits.repeated_fields),
    )
    for code, what, count, most in counted:
        if count > most:
            yield limit_error(code, f"The operation has {count} {what}; at most {most} may be.")
    if operation.operation == OperationType.MUTATION and size.roots > limits.root_mutations:
        yield limit_error(
            "TOO_MANY_MUTATIONS",
            f"The operation has {size.roots} mutations; at most {limits.root_mutations} may be.",
        )


def _fragments(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }


@dataclass
class _Measure:
    fragments: dict[str, FragmentDefinitionNode]
    # Each fragment is measured once: spreading out would take exponential time.
    known: dict[str, Size] = field(default_factory=dict)

    def of(self, operation: OperationDefinitionNode) -> Size:
        size = self._selections(operation.selection_set)
        size.directives += len(operation.directives or ())
        return size

    def _selections(self, selections: SelectionSetNode | None) -> Size:
        size = Size()
        if selections is None:
            return size
        names: Counter[str] = Counter()
        for node in selections.selections:
            size.directives += len(node.directives or ())
            if isinstance(node, FieldNode):
                names[(node.alias or node.name).value] += 1
                size.add(self._field(node))
            elif isinstance(node, InlineFragmentNode):
                size.add(self._selections(node.selection_set))
            elif isinstance(node, FragmentSpreadNode):
                size.add(self._fragment(node.name.value))
        size.repeated = max(size.repeated, *names.values(), 0)
        return size

    def _field(self, node: FieldNode) -> Size:
        size = self._selections(node.selection_set)
        size.fields += 1
        size.aliases += node.alias is not None
        size.roots = int(node.name.value != "__typename")
        # Introspection nests by nature; graphql-core bounds its lists by a rule of its own.
        size.depth = 0 if node.name.value in ("__schema", "__type") else size.depth + 1
        return size

    def _fragment(self, name: str) -> Size:
        if name not in self.known:
            self.known[name] = Size()  # a fragment that contains itself is refused by validation
            fragment = self.fragments.get(name)
            self.known[name] = self._selections(fragment.selection_set if fragment else None)
        return self.known[name]
