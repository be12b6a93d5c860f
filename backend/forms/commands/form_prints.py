"""What a form looks like on paper, for those who make it: layouts side by side, trial prints."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.context.operation import Operation
from backend.forms.asset_store import AssetStore
from backend.forms.assets import FormAsset, asset_references
from backend.forms.commands.contents import Content, find_content
from backend.forms.definition import load_draft
from backend.forms.designing import FormLayout, Trial, lay_out_for_designer
from backend.forms.differences import Difference, differences
from backend.forms.display_list import DisplayList
from backend.forms.errors import FormGoneError
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out_draft
from backend.forms.regression import Compared, changes
from backend.forms.repository import drafts as repository
from backend.forms.samples import sample_families, sample_values
from backend.forms.template_shape import read_template


@dataclass(frozen=True)
class Loaded:
    """A template and the pictures that it names: all that a layout needs."""

    template: Mapping[str, Any]
    assets: Mapping[str, FormAsset]

    def display_list(
        self, family: str, fonts: Fonts, *, underlay: bool | None = None
    ) -> DisplayList:
        """The form as far as it goes, with a sample family or with nobody."""
        values = sample_values(family) if family else {}
        definition = load_draft(self.template, self.assets).definition
        return lay_out_draft(definition, values, fonts, underlay=underlay).display_list


async def load_content(operation: Operation, form_id: UUID | None, wanted: Content) -> Loaded:
    """A content of a form with its pictures."""
    form = await repository.get_form(operation.session, form_id, "input", "formId")
    template = await find_content(operation.session, form.id, wanted)
    if template is None:
        raise FormGoneError("この版又は履歴は見つかりません。", path=("input",))
    return await with_pictures(operation, template)


async def with_pictures(operation: Operation, template: Mapping[str, Any]) -> Loaded:
    """A template with its pictures."""
    store: AssetStore = operation.services["assets"]
    city_id = operation.signed_in.city_id
    assets = await store.get(operation.session, city_id, asset_references(template))
    return Loaded(template, assets)


@dataclass(frozen=True)
class Comparison:
    """Two contents of a form side by side."""

    differences: Sequence[Difference]
    left: FormLayout
    right: FormLayout


async def compare_forms(
    operation: Operation, form_id: UUID | None, left: Content, right: Content, family: str
) -> Comparison:
    """What two contents of a form differ in, and how both look with a sample family."""
    sample_values(family)  # refuses one that is none
    sides = [await load_content(operation, form_id, side) for side in (left, right)]
    fonts: Fonts = operation.services["fonts"]

    def work() -> Comparison:
        old, new = (
            lay_out_for_designer(side.template, Trial(family), fonts, assets=side.assets)
            for side in sides
        )
        return Comparison(differences(sides[0].template, sides[1].template), old, new)

    return await asyncio.to_thread(work)


@dataclass(frozen=True)
class Both:
    """The newest published version and the draft; of a form never published the draft twice."""

    title: str
    number: int | None  # of the version
    old: Loaded
    new: Loaded


async def load_both(operation: Operation, form_id: UUID | None) -> Both:
    """What a form is and what it shall be."""
    form = await repository.get_form(operation.session, form_id)
    new = await load_content(operation, form.id, Content())
    newest = await repository.find_newest_version(operation.session, form.id)
    if newest is None:
        return Both(form.title, None, new, new)
    old = await with_pictures(operation, read_template(newest.document))
    return Both(form.title, newest.number, old, new)


def compared_prints(both: Both, fonts: Fonts) -> list[Compared]:
    """Both printed for every sample family."""
    compared = []
    for family in sample_families():
        before, after = (side.display_list(family.code, fonts) for side in (both.old, both.new))
        found = changes(before, after)
        compared.append(Compared(family.code, family.label, before, after, found))
    return compared
