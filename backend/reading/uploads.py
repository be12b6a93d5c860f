"""The scalar of a file in a request."""

import strawberry
from graphql import GraphQLError, ValueNode
from strawberry.types.scalar import ScalarDefinition

from backend.shared.uploads import UploadedFile

ONLY_MULTIPART = "Send the file in a multipart request and null in its place."


def _uploaded(value: object) -> UploadedFile:
    if not isinstance(value, UploadedFile):
        raise GraphQLError(ONLY_MULTIPART)
    return value


def _literal(_node: ValueNode, _variables: object = None) -> UploadedFile:
    raise GraphQLError(ONLY_MULTIPART)


def _written(_value: object) -> None:
    raise GraphQLError("A file is never an answer.")


UPLOAD = strawberry.scalar(
    name="Upload",
    description=(
        "A file (ファイル) of a multipart request (GraphQL multipart request specification):"
        " null in the JSON, its bytes in a part of their own."
    ),
    serialize=_written,
    parse_value=_uploaded,
    parse_literal=_literal,
)
SCALARS: dict[object, ScalarDefinition] = {UploadedFile: UPLOAD}
