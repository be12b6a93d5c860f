"""Layout: a form definition and values become a display list, or a refusal that names why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backend.forms.definition import FormDefinition
from backend.forms.display_list import DisplayList, Item, Page
from backend.forms.elements import FormPage
from backend.forms.errors import UnprintableError
from backend.forms.fonts import Fonts, opened_font
from backend.forms.scope import Findings, Scope


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


def lay_out_draft(definition: FormDefinition, values: Mapping[str, Any], fonts: Fonts) -> Draft:
    """Lay out a form whether or not it may be printed."""
    findings = Findings()
    count = count_sheets(definition, values, fonts, findings)
    pages = []
    # Front and back of one sheet follow each other, so that a duplex printer pairs them.
    for number in range(1, count + 1):
        sheet_values = {**values, "sheet": {"number": number, "count": count}}
        for page in definition.pages:
            items: list[Item] = []
            scope = Scope(sheet_values, fonts, findings, items, number)
            pages.append(_lay_out_page(page, scope))
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


def _lay_out_page(page: FormPage, scope: Scope) -> Page:
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
