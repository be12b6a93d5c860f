"""Fields whose answer is worked out, not read row by row: calendars, statistics."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from backend.context.operation import Operation
from backend.context.permissions import Permission
from backend.errors import RefusalError
from backend.reading.fields import NEEDS, annotation_of, as_graphql_error, permit
from backend.reading.texts import require_storable


class AnswerField(StrawberryField):
    """A query field with a function of its own; permission and refusals as everywhere."""

    is_async = False

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:
        """Work the answer out."""
        return self._answer(info, args, kwargs)

    async def _answer(self, info: Any, args: list[Any], kwargs: Any) -> Any:
        operation: Operation = info.context.operation
        operation.audit.actions.append(info.field_name)
        try:
            permit(operation, self.metadata[NEEDS])
            require_storable(kwargs)
            return await cast(Awaitable[Any], self.base_resolver(*args, **kwargs))  # type: ignore[misc]
        except RefusalError as error:
            operation.refused_with = error.code
            raise as_graphql_error(error) from None


def answers(
    shape: Any,
    *,
    needs: Permission | tuple[Permission, ...] | bool | None = None,
    description: str,
) -> Callable[[Callable[..., Awaitable[Any]]], Any]:
    """A field whose function works its answer out; ``needs=True``: only signed in."""

    def wrap(function: Callable[..., Awaitable[Any]]) -> Any:
        field = AnswerField(
            type_annotation=annotation_of(shape, function),
            description=description,
            metadata={NEEDS: needs},
        )
        return field(StrawberryResolver(function))

    return wrap
