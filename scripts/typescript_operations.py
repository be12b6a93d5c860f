"""Write the typed operations of the designer from the schema and ``schema/operations``.

    .venv/bin/python scripts/typescript_operations.py [--check]

Every documented operation becomes one constant: its text, with the types of its variables and of
its result. A frontend team can copy the file as it is; what nobody imports is not bundled.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    build_schema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_input_field,
    parse,
    type_from_ast,
)

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "designer" / "src" / "api" / "operations.ts"
SCALARS = {
    "Int": "number",
    "Float": "number",
    "Boolean": "boolean",
    "JSON": "Json",
    "Upload": "Blob",
}
HEAD = """\
// Written by scripts/typescript_operations.py from schema/: change those, and run `make schema`.

export type Json = any

declare const types: unique symbol

/** The text of an operation; the types of its result and variables are known to the compiler. */
export type Operation<Result, Variables> = string & {
  readonly [types]?: (variables: Variables) => Result
}
"""


@dataclass
class Writer:
    """Gathers the enums and inputs that the operations use."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode] = field(default_factory=dict)
    enums: dict[str, GraphQLEnumType] = field(default_factory=dict)
    inputs: dict[str, GraphQLInputObjectType] = field(default_factory=dict)

    def operation(self, text: str) -> str:
        """One operation as a constant with its types."""
        document = parse(text)
        self.fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        node = next(n for n in document.definitions if isinstance(n, OperationDefinitionNode))
        assert node.name is not None, "a documented operation has a name"
        name = node.name.value
        root = self.schema.get_root_type(node.operation)
        assert root is not None
        result = self._object(root, [node.selection_set], "", is_root=True)
        variables = self._variables(node)
        body = "\n".join(line for line in text.splitlines() if not line.startswith("#")).strip()
        constant = f"{name[0].lower()}{name[1:]}{node.operation.value.capitalize()}"
        return (
            f"export type {name}Variables = {variables}\n\n"
            f"export type {name}Result = {result}\n\n"
            f"export const {constant}: Operation<{name}Result, {name}Variables> = `{body}`\n"
        )

    def _variables(self, node: OperationDefinitionNode) -> str:
        lines = []
        for definition in node.variable_definitions or ():
            kind = type_from_ast(self.schema, definition.type)
            assert kind is not None
            name = definition.variable.name.value
            is_needed = isinstance(kind, GraphQLNonNull) and definition.default_value is None
            mark = "" if is_needed else "?"
            lines.append(f"  {name}{mark}: {self._input(kind)}")
        return _braces(lines, "")

    def _input(self, kind: GraphQLInputType) -> str:
        if isinstance(kind, GraphQLNonNull):
            return self._input(kind.of_type).removesuffix(" | null")
        if isinstance(kind, GraphQLList):
            inner = self._input(kind.of_type)
            return f"readonly ({inner})[] | null" if "|" in inner else f"readonly {inner}[] | null"
        return f"{self._name(kind)} | null"

    def _name(self, kind: GraphQLNamedType) -> str:
        if isinstance(kind, GraphQLEnumType):
            self.enums[kind.name] = kind
            return kind.name
        if isinstance(kind, GraphQLInputObjectType):
            if kind.name not in self.inputs:
                self.inputs[kind.name] = kind
                for entry in kind.fields.values():
                    self._input(entry.type)  # what it uses is gathered too
            return kind.name
        return SCALARS.get(kind.name, "string")

    def input_interface(self, kind: GraphQLInputObjectType) -> str:
        """An input of the API as an interface."""
        lines = []
        for name, entry in kind.fields.items():
            is_needed = is_required_input_field(entry)
            lines.append(f"  {name}{'' if is_needed else '?'}: {self._input(entry.type)}")
        return f"export interface {kind.name} {_braces(lines, '')}\n"

    def _output(self, kind: GraphQLOutputType, sets: list[SelectionSetNode], indent: str) -> str:
        if isinstance(kind, GraphQLNonNull):
            return self._output(kind.of_type, sets, indent).removesuffix(" | null")
        if isinstance(kind, GraphQLList):
            inner = self._output(kind.of_type, sets, indent)
            return f"({inner})[] | null" if "|" in inner else f"{inner}[] | null"
        named = get_named_type(kind)
        if is_leaf_type(named):
            return f"{self._name(named)} | null"
        if is_abstract_type(named):
            return f"{self._union(named, sets, indent)} | null"
        assert isinstance(named, GraphQLObjectType)
        return f"{self._object(named, sets, indent)} | null"

    def _union(self, kind: GraphQLNamedType, sets: list[SelectionSetNode], indent: str) -> str:
        """One shape for each group of members that show the same."""
        shapes: dict[str, list[str]] = {}
        for member in self.schema.get_possible_types(kind):  # type: ignore[arg-type]
            shape = self._object(member, sets, indent, typename="\0")
            shapes.setdefault(shape, []).append(f"'{member.name}'")
        return " | ".join(
            shape.replace("\0", " | ".join(sorted(names))) for shape, names in shapes.items()
        )

    def _object(
        self,
        kind: GraphQLObjectType,
        sets: list[SelectionSetNode],
        indent: str,
        *,
        typename: str = "",
        is_root: bool = False,
    ) -> str:
        found: dict[str, list[FieldNode]] = {}
        for node in self._fields(kind, sets):
            key = node.alias.value if node.alias else node.name.value
            found.setdefault(key, []).append(node)
        lines = []
        for key, nodes in found.items():
            if nodes[0].name.value == "__typename":
                own = typename or f"'{kind.name}'"
                lines.append(f"{indent}  {key}: {own}")
                continue
            declared = kind.fields[nodes[0].name.value]
            below = [node.selection_set for node in nodes if node.selection_set]
            lines.append(f"{indent}  {key}: {self._output(declared.type, below, indent + '  ')}")
        return _braces(lines, indent)

    def _fields(self, kind: GraphQLObjectType, sets: list[SelectionSetNode]) -> Iterator[FieldNode]:
        for chosen in sets:
            for node in chosen.selections:
                if isinstance(node, FieldNode):
                    yield node
                elif isinstance(node, InlineFragmentNode):
                    if self._applies(kind, node.type_condition and node.type_condition.name.value):
                        yield from self._fields(kind, [node.selection_set])
                elif isinstance(node, FragmentSpreadNode):
                    fragment = self.fragments[node.name.value]
                    if self._applies(kind, fragment.type_condition.name.value):
                        yield from self._fields(kind, [fragment.selection_set])

    def _applies(self, kind: GraphQLObjectType, condition: str | None) -> bool:
        if condition is None or condition == kind.name:
            return True
        wanted = self.schema.type_map[condition]
        return is_abstract_type(wanted) and self.schema.is_sub_type(wanted, kind)


def _braces(lines: list[str], indent: str) -> str:
    return "{\n" + "\n".join(lines) + f"\n{indent}}}" if lines else "Record<string, never>"


def written() -> str:
    """The whole file."""
    schema = build_schema((ROOT / "schema" / "schema.graphql").read_text("utf-8"))
    writer = Writer(schema)
    files = sorted((ROOT / "schema" / "operations").glob("*.graphql"))
    operations = [writer.operation(path.read_text("utf-8")) for path in files]
    inputs = [writer.input_interface(kind) for _, kind in sorted(writer.inputs.items())]
    enums = [
        f"export type {name} = {' | '.join(repr(value) for value in kind.values)}\n"
        for name, kind in sorted(writer.enums.items())
    ]
    return "\n".join([HEAD, *enums, *inputs, *operations])


def main() -> None:
    """Write the file, or say that it is out of date."""
    text = written()
    if "--check" in sys.argv:
        if not TARGET.exists() or TARGET.read_text("utf-8") != text:
            sys.exit("designer/src/api/operations.ts is out of date: make schema")
        return
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
