"""Layout for the designer: blocks of display items, one for each element, and findings.

It runs at every edit of every official, with sample families alone. What an element looks like is
kept under the element itself, which the loader gives again while its JSON is unchanged; a block
that the caller has already is answered by its name.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from backend.forms.assets import FormAsset
from backend.forms.checking import hints
from backend.forms.definition import FormDefinition, LoadedDraft, load_draft
from backend.forms.display_list import Image, Item, item_json
from backend.forms.elements import Element, FormPage
from backend.forms.errors import PrintProblem
from backend.forms.findings import FindingSeverity, FormFinding
from backend.forms.fonts import Fonts, opened_font
from backend.forms.kept import Kept
from backend.forms.layout import count_sheets, lay_out_background, shows_background
from backend.forms.samples import sample_families, sample_values
from backend.forms.scope import Findings, Scope

_MOST_KEPT_BYTES = 64_000_000
_MOST_KNOWN = 300_000  # blocks of all layouts that callers may still have
_KEPT_BESIDES = 2500  # bytes of a block in memory besides those of its JSON

# A page of a sheet: its blocks by key, each with the digest of what it shows.
_Sides = Mapping[tuple[str, int], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Block:
    """What one element shows, under a key that is unique in its page."""

    key: str
    items: Sequence[Mapping[str, Any]]
    digest: bytes


@dataclass(frozen=True, slots=True)
class LaidOutElement:
    """All blocks of an element (rows have several), and what was found."""

    blocks: tuple[Block, ...]
    problems: tuple[PrintProblem, ...]
    fonts: frozenset[str]
    is_broken: bool = False


@dataclass(frozen=True)
class FormLayout:
    """A form as the designer draws it."""

    hash: str
    fonts: Mapping[str, str]
    pages: Sequence[Mapping[str, Any]]
    findings: Sequence[FormFinding]


@dataclass(frozen=True)
class Trial:
    """With what a form is tried: a family, or nobody."""

    family: str
    is_blank: bool = False
    underlay: bool | None = None  # with or without backgrounds, whatever the form says

    @property
    def values(self) -> Mapping[str, Any]:
        """The values that the fields print."""
        values = sample_values(self.family)
        return {} if self.is_blank else values

    @property
    def name(self) -> str:
        """By which what was laid out is known."""
        return "" if self.is_blank else self.family


@dataclass
class _Drawing:
    """The layout of one form while it is made."""

    fonts: Fonts
    trial: Trial
    known: _Sides
    values: Mapping[str, Any]
    assets: Mapping[str, FormAsset]
    count: int = 1
    pages: int = 1
    used_fonts: set[str] = field(default_factory=set)
    problems: list[PrintProblem] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    sides: dict[tuple[str, int], dict[str, bytes]] = field(default_factory=dict)

    def page(
        self, page: FormPage, sheet: int, number: int, *, has_background: bool
    ) -> Mapping[str, Any]:
        """One page of one sheet; it is the ``number``th that is printed."""
        side: dict[str, bytes] = {}
        theirs = self.known.get((page.id, sheet), {})
        blocks: list[object] = []
        for block in self._blocks_of_page(page, sheet, number, has_background=has_background):
            if block.key in side:
                continue
            side[block.key] = block.digest
            is_known = theirs.get(block.key) == block.digest
            whole = {"element": block.key, "items": block.items}
            blocks.append(block.key if is_known else whole)
        self.sides[page.id, sheet] = side
        return {
            "page": page.id,
            "name": page.name or page.id,
            "width": page.width,
            "height": page.height,
            "sheet": sheet,
            "blocks": blocks,
        }

    def _blocks_of_page(
        self, page: FormPage, sheet: int, number: int, *, has_background: bool
    ) -> Iterator[Block]:
        if has_background:
            yield from self._background(page)
        for element in page.elements:
            yield from self._blocks(element, sheet, number)

    def _background(self, page: FormPage) -> Iterator[Block]:
        findings, items = Findings(), list[Item]()
        lay_out_background(page, Scope({}, self.fonts, findings, items, 1, assets=self.assets))
        self.problems.extend(findings.problems)
        yield from _grouped(items, self.assets, {})

    def _blocks(self, element: Element, sheet: int, number: int) -> Sequence[Block]:
        laid_out = _laid_out(element, self, sheet, number)
        self.used_fonts |= laid_out.fonts
        self.problems.extend(
            problem for problem in laid_out.problems if problem not in self.problems
        )
        if laid_out.is_broken and element.id not in self.broken:
            self.broken.append(element.id)
        return laid_out.blocks


def lay_out_for_designer(
    template: object,
    trial: Trial,
    fonts: Fonts,
    *,
    known: str = "",
    assets: Mapping[str, FormAsset] | None = None,
) -> FormLayout:
    """Lay out a template as far as it goes; ``known``: hash of a layout that the caller has."""
    draft = load_draft(template, assets)
    definition = draft.definition
    values = trial.values
    findings = Findings()
    count = _count_sheets(definition, values, fonts, findings)
    drawing = _Drawing(
        fonts,
        trial,
        _layouts.get(known) or {},
        values,
        assets or {},
        count,
        count * len(definition.pages),
    )
    sides = [(sheet, page) for sheet in range(1, count + 1) for page in definition.pages]
    pages = [
        drawing.page(
            page, sheet, number, has_background=shows_background(definition, page, trial.underlay)
        )
        for number, (sheet, page) in enumerate(sides, start=1)
    ]
    layout_hash = _hash(pages, drawing.sides)
    _layouts.put(layout_hash, drawing.sides, sum(map(len, drawing.sides.values())) + 1)
    problems = [*findings.problems, *drawing.problems]
    return FormLayout(
        hash=layout_hash,
        fonts={name: opened_font(name).name for name in sorted(drawing.used_fonts)},
        pages=pages,
        findings=tuple(_findings(draft, problems, drawing.broken, trial)),
    )


def _count_sheets(
    definition: FormDefinition, values: Mapping[str, Any], fonts: Fonts, findings: Findings
) -> int:
    try:
        return count_sheets(definition, values, fonts, findings)
    except Exception:  # of a kind that fails: its element says so when it is laid out
        return 1


_layouts: Kept[str, _Sides] = Kept(_MOST_KNOWN)
_laid_out_elements: Kept[tuple[object, ...], LaidOutElement] = Kept(_MOST_KEPT_BYTES)


def _hash(pages: Sequence[Mapping[str, Any]], sides: _Sides) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for page, side in zip(pages, sides.values(), strict=True):
        frame = [page[name] for name in ("page", "name", "width", "height", "sheet")]
        digest.update(orjson.dumps([frame, list(side)]))
        digest.update(b"".join(side.values()))
    return digest.hexdigest()


def _laid_out(element: Element, drawing: _Drawing, sheet: int, page: int) -> LaidOutElement:
    """What an element shows on a sheet: the same element on the same sheet shows the same."""
    # Of the assets only those that are there: a missing one may come.
    assets = element.assets and tuple(n for n in element.assets if n in drawing.assets)
    counted = (page, drawing.pages) if element.counts_pages else ()
    key = (element, drawing.fonts, drawing.trial.name, sheet, drawing.count, assets, counted)
    known = _laid_out_elements.get(key)
    if known is None:
        known = _lay_out_element(element, drawing, sheet, page)
        weight = sum(len(orjson.dumps(block.items)) for block in known.blocks)
        _laid_out_elements.put(key, known, weight * 3 + _KEPT_BESIDES)
    return known


def _lay_out_element(element: Element, drawing: _Drawing, sheet: int, page: int) -> LaidOutElement:
    findings, items = Findings(), list[Item]()
    values = {**drawing.values, "sheet": {"number": sheet, "count": drawing.count}}
    try:
        scope = Scope(values, drawing.fonts, findings, items, sheet, assets=drawing.assets)
        scope.sheets, scope.page, scope.pages = drawing.count, page, drawing.pages
        scope.lay_out(element)
    except Exception:  # a kind that fails must not take the whole form with it
        return LaidOutElement((), (), frozenset(), is_broken=True)
    return LaidOutElement(
        blocks=tuple(_grouped(items, drawing.assets, findings.images)),
        problems=tuple(findings.problems),
        fonts=frozenset(findings.fonts),
    )


def _grouped(
    items: Sequence[Item], assets: Mapping[str, FormAsset], images: Mapping[str, bytes]
) -> Iterator[Block]:
    """One block for each element; those of a row have keys of their own."""
    carried = {name: content for name, content in images.items() if name not in assets}
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for item in items:
        groups.setdefault(item.element, []).append(_shown(item, carried))
    for key, shown in groups.items():
        raw = orjson.dumps(shown)
        yield Block(key, tuple(shown), hashlib.blake2b(raw, digest_size=12).digest())


def _shown(item: Item, images: Mapping[str, bytes]) -> Mapping[str, Any]:
    """An item as JSON; a picture that is no stored asset carries its bytes."""
    document = item_json(item)
    if isinstance(item, Image) and item.hash in images:
        content = images[item.hash]
        media_type = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
        document["source"] = f"data:{media_type};base64,{base64.b64encode(content).decode()}"
    return document


def _findings(
    draft: LoadedDraft, problems: Sequence[PrintProblem], broken: Sequence[str], trial: Trial
) -> Iterator[FormFinding]:
    yield from template_findings(draft)
    places = draft.loaded.places
    for element_id in broken:
        page, place = places.get(element_id, ("", ""))
        message = "この部品を描けませんでした。設定を見直してください。"
        yield FormFinding(FindingSeverity.ERROR, "BROKEN", message, element_id, page, place)
    yield from find_problems(draft, problems, trial.name)
    yield from hints(draft.definition, places, draft.loaded.own_items)


def find_problems(
    draft: LoadedDraft, problems: Sequence[PrintProblem], family: str
) -> Iterator[FormFinding]:
    """What a family's values cannot be printed for, each with the template's element."""
    for problem in problems:
        element_id = problem.element.rpartition(".")[2]
        page, place = draft.loaded.places.get(element_id, ("", ""))
        yield FormFinding(
            severity=FindingSeverity.WARNING,
            code=problem.code,
            message=problem.message,
            element_id=element_id,
            page=page,
            place=place,
            family=family,
            excess_mm=problem.excess_mm,
        )


def template_findings(draft: LoadedDraft) -> Iterator[FormFinding]:
    """The faults of a template, each with the element where it stands."""
    taken = [(name, page, place) for name, (page, place) in draft.loaded.places.items()]
    innermost = sorted([*taken, *draft.loaded.again], key=lambda entry: -len(entry[2]))
    for fault in draft.loaded.faults:
        name, page = next(
            ((name, page) for name, page, place in innermost if _is_within(fault.place, place)),
            ("", ""),
        )
        element_id = "" if name == page else name
        yield FormFinding(
            FindingSeverity.ERROR, fault.code, fault.message, element_id, page, fault.place
        )


def check_form(
    template: object, fonts: Fonts, assets: Mapping[str, FormAsset] | None = None
) -> list[FormFinding]:
    """Everything that is found about a template: with all sample families, before publishing."""
    found: dict[FormFinding, None] = {}
    for family in sample_families():
        layout = lay_out_for_designer(template, Trial(family.code), fonts, assets=assets)
        found.update(dict.fromkeys(layout.findings))
    return list(found)


def _is_within(place: str, outer: str) -> bool:
    return place == outer or place.startswith((f"{outer}.", f"{outer}["))
