"""Connections: no list without a bound, cursors that are the node's global id."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import strawberry
from graphql import GraphQLError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

MOST_PER_PAGE = 100

NodeT = TypeVar("NodeT")


@strawberry.type(description="Where a page stands in its list (ページの位置).")
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="A node and its cursor (一覧の1件).")
class Edge(Generic[NodeT]):
    cursor: str
    node: NodeT


@strawberry.type(description="One page of a list: first or last, 1 to 100 (一覧の1ページ).")
class Connection(Generic[NodeT]):
    edges: list[Edge[NodeT]]
    nodes: list[NodeT]
    page_info: PageInfo
    count: strawberry.Private[Any] = None

    @strawberry.field(
        description="How many there are, counted up to a bound; null where the list is not counted."
    )
    async def total_count(self) -> int | None:
        found: Callable[[], Awaitable[Count]] | None = self.count
        return (await found()).counted if found else None

    @strawberry.field(
        description="True when there are more than totalCount says: narrow the search down."
    )
    async def is_capped(self) -> bool:
        found: Callable[[], Awaitable[Count]] | None = self.count
        return (await found()).is_capped if found else False


@dataclass(frozen=True)
class Count:
    """A count up to a bound."""

    counted: int
    is_capped: bool


@dataclass(frozen=True)
class Paging:
    """Which page: forward (first, after) or backward (last, before)."""

    size: int
    is_backward: bool
    cursor: str | None

    @classmethod
    def from_arguments(
        cls, first: int | None, after: str | None, last: int | None, before: str | None
    ) -> "Paging":
        """Check the four arguments: exactly one of first and last, between 1 and 100."""
        if (first is None) == (last is None):
            raise _bad_page("first か last のどちらか一方を指定してください。")
        size = first if first is not None else last
        if size is None or not 1 <= size <= MOST_PER_PAGE:
            raise _bad_page(f"件数は1から{MOST_PER_PAGE}までです。")
        is_backward = first is None
        if after is not None and before is not None:
            raise _bad_page("after と before は同時に指定できません。")
        if (is_backward and after is not None) or (not is_backward and before is not None):
            raise _bad_page("first には after、last には before を組み合わせてください。")
        return cls(size=size, is_backward=is_backward, cursor=before if is_backward else after)


def _bad_page(message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": "BAD_PAGE"})
