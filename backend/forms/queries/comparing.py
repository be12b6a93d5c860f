"""Query fields that compare versions of a form."""

import asyncio
from typing import Annotated

import strawberry

from backend.context.graphql import Info
from backend.forms.commands.form_prints import compare_forms, compared_prints, load_both
from backend.forms.drafting import READING_DRAFTS
from backend.forms.errors import FormGoneError
from backend.forms.regression import NOT_PUBLISHED, Compared
from backend.forms.types.comparing import (
    CompareFormsInput,
    FormComparison,
    FormDifference,
    FormRegression,
    RegressionBox,
)
from backend.forms.types.designing import FormLayout
from backend.reading.answers import answers
from backend.reading.global_ids import NodeId, decode_id_of

Compare = Annotated[
    CompareFormsInput, strawberry.argument(description="What is compared with what (比較).")
]


@strawberry.type
class ComparingQueries:
    @answers(
        FormComparison | None,
        needs=READING_DRAFTS,
        description="Two versions of a form side by side, and in words (版の比較).",
    )
    async def compare_forms(self, info: Info, input: Compare) -> FormComparison | None:
        try:
            found = await compare_forms(
                info.context.operation,
                decode_id_of("FormDefinition", input.form_id),
                input.left.to_content(),
                input.right.to_content(),
                input.family,
            )
        except FormGoneError:
            return None
        return FormComparison(
            differences=[FormDifference.of(one) for one in found.differences],
            left=FormLayout.of(found.left),
            right=FormLayout.of(found.right),
        )

    @answers(
        list[FormRegression] | None,
        needs=READING_DRAFTS,
        description="The draft and the version in use printed for all samples (印刷結果の比較).",
    )
    async def form_regression(self, info: Info, form_id: NodeId) -> list[FormRegression] | None:
        operation = info.context.operation
        try:
            both = await load_both(operation, decode_id_of("FormDefinition", form_id))
        except FormGoneError:
            return None
        fonts = operation.services["fonts"]
        compared = await asyncio.to_thread(compared_prints, both, fonts)
        return [regression_of(one, both.number) for one in compared]


def regression_of(one: Compared, number: int | None) -> FormRegression:
    """A family's comparison as the API shows it."""
    pages = [change.number for change in one.changes]
    listed = "・".join(map(str, pages))
    words = f"{listed}ページの印刷結果が変わります。" if pages else "印刷結果は変わりません。"
    words = NOT_PUBLISHED if number is None else words
    return FormRegression(
        family=one.family,
        label=one.label,
        is_same=not pages,
        pages_changed=len(pages),
        boxes=[
            RegressionBox(page=change.number, x=box.x, y=box.y, w=box.w, h=box.h)
            for change in one.changes
            for box in change.boxes
        ],
        words=words,
    )
