"""Templates together with the pictures that they name: loaded, taken in, given away."""

import base64
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from backend.context.operation import Operation
from backend.forms.assets import asset_references, with_asset_names
from backend.forms.commands.add_form_asset import keep_carried_assets
from backend.forms.definition import FormDefinition, load_definition
from backend.forms.errors import InvalidTemplateError, TemplateFault
from backend.forms.repository.assets import load_assets
from backend.forms.template_file import ASSETS


async def load_with_assets(session: AsyncSession, template: Mapping[str, Any]) -> FormDefinition:
    """The definition of a template; refuses one with faults."""
    assets = await load_assets(session, asset_references(template))
    return load_definition(template, assets)


async def take_assets(
    operation: Operation, template: dict[str, Any], carried: object
) -> dict[str, Any]:
    """Keep the pictures that came with a template; gives it with the names that they have here."""
    if not isinstance(carried, Mapping):
        message = "画像は {ハッシュ: {mediaType, base64}} の形でなければなりません。"
        raise InvalidTemplateError([TemplateFault(place=ASSETS, message=message)])
    if not carried:
        return template
    return with_asset_names(template, await keep_carried_assets(operation, carried, (ASSETS,)))


async def exported(session: AsyncSession, template: Mapping[str, Any]) -> dict[str, Any]:
    """A template as a file of its own: with the pictures that it names."""
    found = await load_assets(session, asset_references(template))
    if not found:
        return dict(template)
    carried = {
        name: {"mediaType": asset.media_type, "base64": base64.b64encode(asset.content).decode()}
        for name, asset in sorted(found.items())
    }
    return {**template, ASSETS: carried}
