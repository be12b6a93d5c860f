"""Parse and validate each text once: a bounded cache of valid documents."""

from collections import OrderedDict
from collections.abc import Sequence

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from backend.api.transport.contract import ValidDocument
from backend.api.transport.limits import Limits, check_limits

LARGEST_CACHE = 1_000


class RefusedDocumentError(Exception):
    """The document cannot be run; each error has its code."""

    def __init__(self, errors: Sequence[GraphQLError]) -> None:
        super().__init__(f"{len(errors)} errors")
        self.errors = tuple(errors)


class DocumentCache:
    """Valid documents by their text, the longest unused leaving first.

    The rules are classes that know nothing of a request: only so may their outcome be kept.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        limits: Limits,
        *,
        introspection: bool,
        size: int = LARGEST_CACHE,
    ) -> None:
        self.schema = schema
        self.limits = limits
        self.introspection = introspection
        self.size = size
        self.rules: tuple[type[ASTValidationRule], ...] = (
            *specified_rules,
            MaybeNullValidationRule,
            OneOfInputValidationRule,
            *(() if introspection else (NoSchemaIntrospectionCustomRule,)),
        )
        self._documents: OrderedDict[str, ValidDocument] = OrderedDict()

    def __len__(self) -> int:
        return len(self._documents)

    def get(self, text: str) -> ValidDocument:
        """The valid document of this text; refused documents are not kept."""
        document = self._documents.get(text)
        if document is None:
            document = self._documents[text] = self._prepare(text)
            if len(self._documents) > self.size:
                self._documents.popitem(last=False)
        else:
            self._documents.move_to_end(text)
        return document

    def _prepare(self, text: str) -> ValidDocument:
        node = self._parse(text)
        if errors := check_limits(node, self.limits):
            raise RefusedDocumentError(errors)
        if errors := self._validate(node):
            raise RefusedDocumentError([_coded(error, "VALIDATION_FAILED") for error in errors])
        operations = {
            definition.name.value if definition.name else None: definition
            for definition in node.definitions
            if isinstance(definition, OperationDefinitionNode)
        }
        return ValidDocument(text=text, node=node, operations=operations)

    def _parse(self, text: str) -> DocumentNode:
        try:
            return parse(
                text,
                max_lexical_tokens=self.limits.tokens,
                max_comments=self.limits.tokens,
                max_source_length=self.limits.source_length,
            )
        except GraphQLSyntaxError as error:
            raise RefusedDocumentError([_coded(error, _syntax_code(error))]) from error

    def _validate(self, node: DocumentNode) -> list[GraphQLError]:
        return validate(
            self.schema,
            node,
            self.rules,
            max_errors=10,
            hide_suggestions=not self.introspection,
        )


def _coded(error: GraphQLError, code: str) -> GraphQLError:
    error.extensions = {**(error.extensions or {}), "code": code}
    return error


def _syntax_code(error: GraphQLSyntaxError) -> str:
    """What graphql-core's parser gives up for good; it has no codes of its own."""
    if "nested too deeply" in error.message:
        return "TOO_DEEP"
    return "TOO_MANY_TOKENS" if error.message.endswith("Parsing aborted.") else "PARSE_FAILED"
