"""Templates together with the pictures that they name: loaded, taken in, given away."""

import base64
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from backend.context.operation import Operation
from backend.errors import InvalidInputError
from backend.forms.assets import asset_places, asset_references, with_asset_names
from backend.forms.commands.add_form_asset import keep_carried_assets
from backend.forms.definition import FormDefinition, load_draft
from backend.forms.element_names import named_faults
from backend.forms.errors import InvalidTemplateError, TemplateFault
from backend.forms.repository.assets import load_assets, weigh_assets
from backend.forms.template_file import ASSETS, MOST_BYTES

MOST_CARRIED_BYTES = (MOST_BYTES - (2 << 20)) * 3 // 4  # in base64, beside the template
NO_PICTURE = (
    "画像が登録されていません。画像を選び直すか、画像の入ったファイルを取り込んでください。"
)


async def load_with_assets(session: AsyncSession, template: Mapping[str, Any]) -> FormDefinition:
    """The definition of a template; refuses one with faults, and one whose pictures are gone."""
    assets = await load_assets(session, asset_references(template))
    draft = load_draft(template, assets)
    missing = [place for name, place in asset_places(template) if name not in assets]
    faults = [
        *draft.loaded.faults,
        *(TemplateFault(code="NO_ASSET", place=one, message=NO_PICTURE) for one in sorted(missing)),
    ]
    if faults:
        raise InvalidTemplateError(named_faults(faults, template))
    return draft.definition


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
    """A template as a file of its own, with the pictures that it names: one that can be read."""
    names = asset_references(template)
    if not names:
        return dict(template)
    weight = await weigh_assets(session, names)
    if weight > MOST_CARRIED_BYTES:
        raise InvalidInputError(
            f"画像が合わせて{weight / (1 << 20):.1f} MBあり、書き出せません"
            f"（{MOST_CARRIED_BYTES >> 20} MBまで）。大きな画像を減らすか、縮めてください。"
        )
    found = await load_assets(session, names)
    carried = {
        name: {"mediaType": asset.media_type, "base64": base64.b64encode(asset.content).decode()}
        for name, asset in sorted(found.items())
    }
    return {**template, ASSETS: carried}
