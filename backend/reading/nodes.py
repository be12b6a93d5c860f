"""``node(id:)``: every kind of object that can be fetched by its global id, registered once."""

from dataclasses import dataclass
from typing import Any

import strawberry
from sqlalchemy import select

from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.errors import RefusalError
from backend.reading.fields import as_graphql_error
from backend.reading.global_ids import decode_id
from backend.reading.rows import One, read_one
from backend.reading.selection import wanted_fields


@strawberry.interface(description="An object with a global id, as Relay has it (オブジェクト).")
class Node:
    id: strawberry.ID


@dataclass(frozen=True)
class NodeKind:
    """A table whose rows are nodes, the types that show them, and who may fetch them."""

    row: Any
    types: tuple[type, ...]
    needs: Permission | None


async def read_node(info: Info, kinds: dict[str, NodeKind], global_id: str) -> Any:
    """The object of a global id; nothing for nonsense, the absent and another city's."""
    operation = info.context.operation
    operation.audit.actions.append("node")
    decoded = decode_id(global_id)
    kind = kinds.get(decoded[0]) if decoded else None
    try:
        _ = operation.signed_in
        if kind is not None:
            operation.require(kind.needs)
    except RefusalError as error:
        operation.refused_with = error.code
        raise as_graphql_error(error) from None
    if kind is None or decoded is None:
        return None
    wanted = wanted_fields(info._raw_info, is_page=False)
    described = One(select(kind.row).where(kind.row.id == decoded[1]))
    return await read_one(operation, kind.types, wanted, described)
