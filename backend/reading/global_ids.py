"""Global ids: opaque to clients, the same in Python and in SQL.

``base64("Type:uuid")``. The city is not inside: an id of another city is simply absent.
"""

import base64
import binascii
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Dialect, Uuid
from sqlalchemy.types import TypeDecorator

# The id of an argument.
NodeId = Annotated[
    strawberry.ID,
    strawberry.argument(description="A global id, as the API gave it (グローバルID)."),
]


def encode_id(type_name: str, id_: UUID) -> strawberry.ID:
    """The global id of an object."""
    return strawberry.ID(base64.b64encode(f"{type_name}:{id_}".encode()).decode())


def decode_id(global_id: str) -> tuple[str, UUID] | None:
    """Type name and id; nothing for nonsense."""
    try:
        type_name, _, id_ = base64.b64decode(global_id, validate=True).decode().partition(":")
        return (type_name, UUID(id_)) if len(id_) == 36 else None
    except (binascii.Error, UnicodeError, ValueError):
        return None


def decode_id_of(type_name: str, global_id: str | None) -> UUID | None:
    """The id if it names an object of this type; nonsense and other types give nothing."""
    decoded = decode_id(global_id) if global_id else None
    return decoded[1] if decoded and decoded[0] == type_name else None


class GlobalId(TypeDecorator[UUID]):
    """Binds a global id as its UUID; nonsense or another type's id binds NULL = absent."""

    impl = Uuid
    cache_ok = True

    def __init__(self, type_name: str) -> None:
        super().__init__()
        self.type_name = type_name

    def process_bind_param(self, value: Any, dialect: Dialect) -> UUID | None:
        """Decode what the client sent."""
        return value if isinstance(value, UUID) else decode_id_of(self.type_name, value)
