"""Query fields of the designer: layouts, field kinds, data items, sample families."""

import asyncio
from collections.abc import Collection
from typing import Annotated

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession

from backend.context.graphql import Info
from backend.context.permissions import Permission
from backend.errors import InvalidInputError
from backend.forms.asset_store import AssetStore
from backend.forms.assets import MOST_PICTURES, asset_references
from backend.forms.data_items import data_items
from backend.forms.designing import Trial, lay_out_for_designer
from backend.forms.field_kinds import FIELD_KINDS
from backend.forms.repository.drafts import find_draft
from backend.forms.samples import sample_families
from backend.forms.template_migrations import migrate
from backend.forms.template_schema import bytes_of
from backend.forms.types.designing import (
    FieldKind,
    FormDataItem,
    FormLayout,
    LayOutFormInput,
    SampleFamily,
)
from backend.reading.answers import answers
from backend.reading.global_ids import decode_id_of

ONE_OF_TWO = "template か formId のどちらか1つを指定してください。"

LayOut = Annotated[
    LayOutFormInput, strawberry.argument(description="The template, and with whom to try it.")
]


@strawberry.type
class DesigningQueries:
    @answers(
        FormLayout | None,
        needs=Permission.EDIT_FORMS,
        description="Lay out a template with a sample family, as far as it goes (レイアウト).",
    )
    async def lay_out_form(self, info: Info, input: LayOut) -> FormLayout | None:
        operation = info.context.operation
        template = await _template_of(operation.session, input)
        if template is None:
            return None
        named = asset_references(template) if isinstance(template, dict) else ()
        names = sorted(named)[:MOST_PICTURES]
        store: AssetStore = operation.services["assets"]
        assets = await store.get(operation.session, operation.signed_in.city_id, names)
        layout = await asyncio.to_thread(
            lay_out_for_designer,
            template,
            Trial(
                input.family,
                is_blank=bool(input.is_blank),
                underlay=False if input.is_pre_printed else None,
            ),
            operation.services["fonts"],
            known=input.known or "",
            assets=assets,
        )
        return FormLayout.of(layout)

    @answers(
        list[SampleFamily] | None,
        needs=True,
        description="Invented families to try forms with (見本の世帯).",
    )
    async def sample_families(self) -> list[SampleFamily]:
        return [SampleFamily.of(family) for family in sample_families()]

    @answers(
        list[FieldKind] | None,
        needs=True,
        description="Kinds of fields in the order of the palette (項目の種類).",
    )
    async def field_kinds(self) -> list[FieldKind]:
        return [FieldKind.of(kind) for kind in FIELD_KINDS]

    @answers(
        list[FormDataItem] | None,
        needs=True,
        description="Every name that forms can print, ask and compare (項目).",
    )
    async def form_data_items(self) -> list[FormDataItem]:
        return [FormDataItem.of(item) for item in data_items().values()]


def _assets_of(template: object) -> Collection[str]:
    """The pictures that are shown; most forms have none, which is seen at once."""
    raw = bytes_of(template)
    is_without = raw is not None and b'"asset":' not in raw
    return asset_references(template) if isinstance(template, dict) and not is_without else ()


async def _template_of(session: AsyncSession, input: LayOutFormInput) -> object:
    """The template that was given, or the saved one; nothing where the form is not there."""
    if (input.template is None) == (input.form_id is None):
        raise InvalidInputError(ONE_OF_TWO, path=("input",))
    if input.form_id is None:
        return input.template
    form_id = decode_id_of("FormDefinition", input.form_id)
    draft = await find_draft(session, form_id) if form_id else None
    return migrate(draft.template) if draft else None
