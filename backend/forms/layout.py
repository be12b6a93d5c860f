"""Layout: a form definition and values become a display list, or a refusal that names why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backend.forms.definition import FormDefinition
from backend.forms.display_list import DisplayList, Item, Page
from backend.forms.elements import FormPage
from backend.forms.errors import PrintProblem, UnprintableError
from backend.forms.fonts import Fonts, opened_font
from backend.forms.scope import Box, Findings, Scope

BACKGROUND = "#background"  # no element has such an id


@dataclass(frozen=True, slots=True)
class Draft:
    """A layout as far as it goes, with its problems: what the designer shows while designing."""

    display_list: DisplayList
    findings: Findings


def lay_out(definition: FormDefinition, values: Mapping[str, Any], fonts: Fonts) -> DisplayList:
    """Lay out a form, or refuse with every problem at once (print or refuse)."""
    draft = lay_out_draft(definition, values, fonts)
    if draft.findings.problems:
        raise UnprintableError(draft.findings.problems)
    return draft.display_list


def lay_out_draft(
    definition: FormDefinition,
    values: Mapping[str, Any],
    fonts: Fonts,
    *,
    underlay: bool | None = None,
) -> Draft:
    """Lay out a form whether or not it may be printed.

    ``underlay``: with or without the backgrounds, whatever the form says of them.
    """
    findings = Findings()
    count = count_sheets(definition, values, fonts, findings)
    pages = []
    # Front and back of one sheet follow each other, so that a duplex printer pairs them.
    for number in range(1, count + 1):
        sheet_values = {**values, "sheet": {"number": number, "count": count}}
        for index, page in enumerate(definition.pages, start=1):
            items: list[Item] = []
            scope = Scope(
                sheet_values,
                fonts,
                findings,
                items,
                number,
                assets=definition.assets,
                sheets=count,
                page=(number - 1) * len(definition.pages) + index,
                pages=count * len(definition.pages),
            )
            has_background = shows_background(definition, page, underlay)
            pages.append(_lay_out_page(page, scope, has_background=has_background))
    return Draft(
        DisplayList(
            form=definition.id,
            title=definition.title,
            duplex=definition.duplex,
            pages=tuple(pages),
            fonts={name: opened_font(name).name for name in sorted(findings.fonts)},
            images=findings.images,
        ),
        findings,
    )


def shows_background(definition: FormDefinition, page: FormPage, underlay: bool | None) -> bool:
    """Tell whether a page's background goes onto the paper."""
    if page.background is None:
        return False
    if underlay is not None:
        return underlay
    return page.background.is_printed and not definition.is_pre_printed


def lay_out_background(page: FormPage, scope: Scope) -> None:
    """Put the background of a page under everything else."""
    background = page.background
    if background is None:
        return
    asset = scope.assets.get(background.asset)
    if asset is None:
        message = f"「{page.name or page.id}」の下敷きの画像が見つかりません。選び直してください。"
        problem = PrintProblem(code="MISSING_ASSET", message=message, element=BACKGROUND)
        scope.add_problem(problem)
        return
    place = Box(background.x, background.y, background.w, background.h)
    scope.put_asset(asset, place, "", BACKGROUND)


def _lay_out_page(page: FormPage, scope: Scope, *, has_background: bool) -> Page:
    if has_background:
        lay_out_background(page, scope)
    for element in page.elements:
        scope.lay_out(element)
    return Page(page.name or page.id, page.width, page.height, scope.sheet, tuple(scope.items))


def count_sheets(
    definition: FormDefinition, values: Mapping[str, Any], fonts: Fonts, findings: Findings
) -> int:
    """How many sheets the longest list of the form needs."""
    scope = Scope(values, fonts, findings, [], 1)
    return max(
        (
            element.kind.sheets(element, scope)
            for page in definition.pages
            for element in page.elements
        ),
        default=1,
    )
