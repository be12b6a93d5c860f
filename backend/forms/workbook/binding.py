"""Binds labels: each known one makes the place that it speaks of a field of the kind that fits."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from backend.forms.workbook import fields
from backend.forms.workbook.geometry import Geometry, PagePart
from backend.forms.workbook.lines import Borders
from backend.forms.workbook.places import Place, Places, is_pattern
from backend.forms.workbook.sheet import Note, Region, Sheet
from backend.forms.workbook.texts import place as placed
from backend.forms.workbook.words import (
    KnownLabel,
    choices_in,
    date_place,
    is_label,
    is_never_bound,
    item_named,
    item_of_choices,
    known_label,
    matched,
)

Element = dict[str, Any]
LIST = "persons"
NOTIFIED_ON = "change.notified_on"
MOST_LABELS = 400
NEVER_BOUND = "個人番号の欄には項目をつなぎません。法令の根拠を確認してください。"
TAKEN_FOR_NOTIFICATION = "日付の欄を届出日としました。違うときは項目を選び直してください。"
# What the counter knows by itself is not asked.
KNOWN_BY_ITSELF = ("case.", "city.", "sheet.", "row.")
PREFILL = {
    "change.notified_on": "case.accepted_on",
    "household.head_name": "household.head_name",
    "notifier.name": "notifier.name",
    "new_address.text": "resident.address",
    "previous_address.text": "resident.address",
    "previous_address.head_name": "household.head_name",
    "certificate.subject_address": "resident.address",
}
PERSON_PREFIXES = ("persons[0].", "persons[].")


@dataclass
class Bound:
    """What became of the labels of a sheet."""

    fields: list[tuple[Region, Element]] = field(default_factory=list)
    replaced: set[Region] = field(default_factory=set)  # words that the field prints itself
    inputs: dict[str, Element] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    known: int = 0
    bound: int = 0


@dataclass
class _Heading:
    """A heading of a table: its label and the rows under it."""

    region: Region
    label: KnownLabel
    rows: Sequence[Region]


class Binder:
    """Goes through the words of a sheet."""

    def __init__(self, sheet: Sheet, borders: Borders, geometry: Geometry) -> None:
        self.sheet, self.borders, self.geometry = sheet, borders, geometry
        self.places = Places(sheet, borders)
        self.result = Bound()
        self._done: set[Region] = set()
        self._used: set[Region] = set()

    def bind(self) -> Bound:
        """Tables first, then labels, then places that no label speaks of."""
        for headings in self._tables():
            self._bind_table(headings)
        for region in self._first(is_label):
            if region not in self._done:
                self._bind_label(region)
        for region in self._first(is_pattern):
            if region not in self._used:
                self._bind_alone(region, self.sheet.text(region))
        return self.result

    def _first(self, is_wanted: Callable[[str], bool]) -> list[Region]:
        """The first regions whose words are wanted; a form has dozens, a bad sheet thousands."""
        wanted = (one for one in self.sheet.regions if is_wanted(self.sheet.text(one)))
        return list(islice(wanted, MOST_LABELS))

    def part_of(self, region: Region) -> PagePart | None:
        """The page on which a region begins."""
        for page in self.geometry.pages:
            part = page.part
            if part.top <= region.top <= part.bottom and part.left <= region.left <= part.right:
                return page
        return None

    def _note(self, region: Region, severity: str, message: str) -> None:
        self.result.notes.append(Note(region.name, severity, message))

    # Labels

    def _bind_label(self, region: Region) -> None:
        text = self.sheet.text(region)
        if is_never_bound(text):
            self._note(
                region,
                "WARNING",
                NEVER_BOUND,
            )
            return
        found = known_label(text)
        if found is None:
            return
        label, own_context = found
        self.result.known += 1
        place = self.places.of_label(region)
        if place is None or place.region in self._used:
            self._note(region, "WARNING", f"「{label.words}」の記入欄が見つかりません。")
            return
        context = own_context or self.places.context_of(region)
        name = label.items.get(context) or label.items[""]
        if self._fill(place, name, label.skip):
            self.result.bound += 1

    def _fill(self, place: Place, name: str, skip: str = "") -> bool:
        """Make a place a field; false where what stands there does not fit the item."""
        made = list(self._made(place, name, skip))
        for element in made:
            self.result.fields.append((place.region, element))
            self._ask(element.get("bind", {}).get("field", ""))
        if made:
            self._used.add(place.region)
            self._replace(place)
        return bool(made)

    def _made(self, place: Place, name: str, skip: str) -> Iterator[Element]:
        part = self.part_of(place.region)
        if part is None:
            return
        item, box = item_named(name), part.box(place.region)
        look = self.sheet.cell(place.region.top, place.region.left).look
        scale = self.geometry.scale
        date = date_place(place.text)
        if date is not None and item.type == "date":
            yield fields.date_field(date, name, look, box, scale)
        elif place.text:
            yield from self._choices(place, name, box)
        elif place.boxes and item.type in ("text", "number"):
            for one in place.boxes[1:]:
                self.borders.erase_left_of(one.left, range(one.top, one.bottom + 1))
            yield fields.comb_field(place, name, look, box, scale, skip)
        else:
            yield fields.text_field(item, name, look, box, scale)

    def _choices(self, place: Place, name: str, box: fields.Box) -> Iterator[Element]:
        words, has_boxes = choices_in(place.text)
        name = name if item_named(name).choices else item_of_choices(words)
        choices = matched(words, item_named(name)) if name else []
        unknown = [choice.text for choice in choices if not choice.value]
        if not choices or len(unknown) == len(choices) or (unknown and not has_boxes):
            listed = "・".join(words)[:60]
            self._note(
                place.region, "WARNING", f"「{listed or place.text[:60]}」に合う項目がありません。"
            )
            return
        if unknown:
            listed = "・".join(unknown)[:60]
            self._note(place.region, "WARNING", f"「{listed}」は項目の選択肢にありません。")
        look = self.sheet.cell(place.region.top, place.region.left).look
        scale = self.geometry.scale
        if has_boxes:
            yield from fields.tick_fields(choices, name, look, box, scale)
        else:
            yield fields.circle_field(choices, name, look, box, scale)

    def _replace(self, place: Place) -> None:
        """The field prints the words of its place; they are no label any more."""
        region = place.region
        if not place.text:
            return
        for row in range(region.top, region.bottom + 1):
            for column in range(region.left, region.right + 1):
                inside = self.sheet.region(row, column)
                self.result.replaced.add(inside)
                self._used.add(inside)

    def _bind_alone(self, region: Region, text: str) -> None:
        """A date or choices that no label speaks of."""
        if known_label(text) is not None:
            return
        words, has_boxes = choices_in(text)
        is_date = date_place(text) is not None
        name = "" if is_date else item_of_choices(words)
        if is_date and NOTIFIED_ON not in self.result.inputs and self._is_at_the_top(region):
            name = NOTIFIED_ON
            self._note(region, "HINT", TAKEN_FOR_NOTIFICATION)
        if name:
            self._fill(Place(region, text), name)
        elif is_date:
            self._note(region, "WARNING", "何の日付の欄か分かりません。項目を選んでください。")
        elif has_boxes:
            self._note(region, "WARNING", f"「{text[:60]}」に合う項目がありません。")

    def _is_at_the_top(self, region: Region) -> bool:
        part = self.part_of(region)
        return part is not None and part.y(region.top) < self.geometry.height / 3

    # Tables

    def _tables(self) -> Iterator[list[_Heading]]:
        """Headings side by side over equal empty rows: a row for each person."""
        by_row: dict[tuple[int, int], list[_Heading]] = defaultdict(list)
        for region in self._first(is_label):
            found = known_label(self.sheet.text(region))
            if found is not None and found[0].row:
                rows = self.places.rows_below(region)
                if len(rows) > 1:
                    heading = _Heading(region, found[0], rows)
                    by_row[region.top, region.bottom].append(heading)
        for headings in by_row.values():
            first = headings[0]
            alike = [one for one in headings if _heights(one) == _heights(first)]
            if len(alike) > 1:
                yield alike

    def _bind_table(self, headings: list[_Heading]) -> None:
        part = self.part_of(headings[0].region)
        rows = headings[0].rows
        if part is None or rows[-1].bottom > part.part.bottom:
            return
        left = min(part.x(one.region.left) for one in headings)
        right = max(part.x(one.rows[0].right + 1) for one in headings)
        top, bottom = part.y(rows[0].top), part.y(rows[-1].bottom + 1)
        children = []
        for heading in headings:
            children.append(self._child(heading, part, (left, top)))
            self._done.add(heading.region)
            self._used.update(heading.rows)
        whole = Region(rows[0].top, headings[0].rows[0].left, rows[-1].bottom, rows[-1].right)
        self.result.fields.append(
            (
                whole,
                {
                    "kind": "repeat",
                    **placed(left, top, right - left, bottom - top),
                    "rows": len(rows),
                    "overflow": "nextSheet",
                    "bind": {"field": LIST},
                    "elements": children,
                },
            )
        )
        self.result.known += len(headings)
        self.result.bound += len(headings)
        self._note(
            headings[0].region,
            "HINT",
            f"{len(rows)}行の表を、異動する人のくり返しの行としました。",
        )

    def _child(self, heading: _Heading, part: PagePart, corner: tuple[float, float]) -> Element:
        first = heading.rows[0]
        x, y, w, h = part.box(first)
        look = self.sheet.cell(first.top, first.left).look
        name = heading.label.row
        self._ask(name)
        box = (x - corner[0], y - corner[1], w, h)
        return fields.text_field(item_named(name), name, look, box, self.geometry.scale)

    # What must be asked

    def _ask(self, name: str) -> None:
        if not name or name in self.result.inputs or name.startswith(KNOWN_BY_ITSELF):
            return
        item = item_named(name)
        asked: Element = {"key": name, "label": item.label, "type": item.type}
        for prefix in PERSON_PREFIXES:
            if name.startswith(prefix):
                asked["prefill"] = f"person.{name.removeprefix(prefix)}"
        if name in PREFILL:
            asked["prefill"] = PREFILL[name]
        self.result.inputs[name] = asked


def _heights(heading: _Heading) -> list[tuple[int, int]]:
    return [(row.top, row.bottom) for row in heading.rows]
