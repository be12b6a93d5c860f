"""The procedure guide (手続き案内書): what to do, for whom, where, with what, until when.

A flowing document through xhtml2pdf, its text checked and mapped to glyphs exactly as on forms.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from backend.forms.embedding import DocumentInfo
from backend.forms.flowing import Writer, flow, paragraph
from backend.forms.fonts import Fonts

TO_DO, DEEMED, DONE = "TO_DO", "DEEMED", "DONE"


def flow_guide(values: Mapping[str, Any], fonts: Fonts, info: DocumentInfo) -> bytes:
    """Make the guide of a case, or refuse with every problem at once.

    ``values`` has ``city.name``, ``case.number``, ``case.accepted_on`` and ``guide`` with
    ``addressee`` and ``procedures``: each with ``name``, ``persons``, ``counter``, ``place``,
    ``items``, ``deadline``, ``reason``, ``note`` and ``status`` (``TO_DO``; ``DEEMED``: filed with
    the resident-change form; ``DONE``). One with ``is_shown_to_citizen`` false is left out.
    """
    writer = Writer(fonts)
    content = "\n".join(_content(values, writer))
    return flow(writer, content, _running(values, writer), info)


def _content(values: Mapping[str, Any], writer: Writer) -> Iterator[str]:
    guide = values["guide"]
    yield from _head(values, writer)
    numbered = [
        (f"guide.procedures[{index}]", procedure)
        for index, procedure in enumerate(guide["procedures"])
        if procedure.get("is_shown_to_citizen", True)
    ]
    for path, procedure in numbered:
        if procedure.get("status", TO_DO) not in (TO_DO, DEEMED, DONE):
            writer.refuse("INVALID_VALUE", "手続の状態が正しくありません。", f"{path}.status")
    to_do = [entry for entry in numbered if entry[1].get("status", TO_DO) == TO_DO]
    if to_do:
        lead = "次の窓口で手続をしてください。済んだら左の欄に印をつけてください。"
        yield paragraph(writer.words(lead), "lead")
    for counter, entries in by_counter(to_do):
        yield counter_bar(counter, entries, writer)
        for path, procedure in entries:
            yield procedure_box(path, procedure, writer)
    yield from _closing(numbered, writer)


def _head(values: Mapping[str, Any], writer: Writer) -> Iterator[str]:
    yield paragraph(writer.words("手　続　き　案　内　書", "mincho"), "title")
    addressee = writer.text(values["guide"]["addressee"], "guide.addressee", "宛名", "mincho")
    polite = writer.words("　様", "mincho")
    accepted_on = writer.date(values["case"]["accepted_on"], "case.accepted_on", "受付日")
    number = writer.text(values["case"]["number"], "case.number", "受付番号")
    city = writer.text(values["city"]["name"], "city.name", "市区町村名")
    facts = [
        city,
        f"{writer.words('受付番号　')}{number}",
        writer.words(f"受付日　{accepted_on}"),
    ]
    yield (
        '<table><tr><td width="60%" style="vertical-align: bottom">'
        f"{paragraph(addressee + polite, 'person')}</td><td>"
        + "".join(paragraph(fact, "fact") for fact in facts)
        + "</td></tr></table>"
    )


def _running(values: Mapping[str, Any], writer: Writer) -> str:
    """The line on top of every page. The name stays off it: pages are left lying about."""
    city = writer.text(values["city"]["name"], "city.name", "市区町村名")
    number = writer.text(values["case"]["number"], "case.number", "受付番号")
    return f"{city}{writer.words('　手続き案内書　受付番号　')}{number}"


Entry = tuple[str, Mapping[str, Any]]


def by_counter(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Group procedures by counter, in the order in which the counters first come."""
    groups: dict[str, list[Entry]] = {}
    for path, procedure in entries:
        groups.setdefault(procedure.get("counter", ""), []).append((path, procedure))
    return list(groups.items())


def counter_bar(counter: str, entries: Sequence[Entry], writer: Writer) -> str:
    """The name of a counter and where it is, above its procedures."""
    path, first = entries[0]
    if not counter:
        writer.refuse("INVALID_VALUE", "手続の窓口がありません。", f"{path}.counter")
    name = writer.text(counter, f"{path}.counter", "窓口")
    place = writer.text(first.get("place", ""), f"{path}.place", "場所")
    if not place:  # an office outside the city; an empty cell would lose its width
        only = f'<td class="counterAlone">{paragraph(name)}</td>'
        return f'<table class="counter"><tr>{only}</tr></table>'
    return (
        f'<table class="counter"><tr><td class="counterName" width="60%">{paragraph(name)}</td>'
        f'<td class="counterPlace">{paragraph(place, "place")}</td></tr></table>'
    )


def procedure_box(path: str, procedure: Mapping[str, Any], writer: Writer) -> str:
    """One procedure: a box to tick, its name, and what the citizen must know."""
    name = writer.text(procedure.get("name"), f"{path}.name", "手続の名前")
    facts = [
        (writer.words(word), value) for word, value in _facts(path, procedure, writer) if value
    ]
    rows = [
        f'<tr><td class="tick" width="7%" rowspan="{len(facts) + 1}">'
        f"{paragraph(writer.words('□'))}</td>"
        f'<td class="name{"" if facts else " last"}" colspan="2">{paragraph(name)}</td></tr>'
    ]
    for index, (word, value) in enumerate(facts):
        last = " last" if index == len(facts) - 1 else ""
        rows.append(
            f'<tr><td class="word{last}" width="14%">{paragraph(word)}</td>'
            f'<td class="value{last}" width="79%">{value}</td></tr>'
        )
    return f'<table class="item">{"".join(rows)}</table>'


def _facts(path: str, procedure: Mapping[str, Any], writer: Writer) -> Iterator[tuple[str, str]]:
    yield "どなたの", paragraph(_persons(path, procedure, writer, "mincho"), "who")
    yield "必要な理由", paragraph(_optional(procedure, "reason", path, writer))
    items = [
        writer.words("・") + writer.text(item, f"{path}.items[{index}]", "持ち物")
        for index, item in enumerate(procedure.get("items", ()))
    ]
    yield "持ち物", "".join(paragraph(item) for item in items)
    yield "いつまでに", paragraph(_deadline(procedure.get("deadline"), path, writer))
    yield "注意", paragraph(_optional(procedure, "note", path, writer))


_LABELS = {"reason": "必要な理由", "note": "注意"}


def _optional(procedure: Mapping[str, Any], key: str, path: str, writer: Writer) -> str:
    value = procedure.get(key)
    return writer.text(value, f"{path}.{key}", _LABELS[key]) if value else ""


def _deadline(value: object, path: str, writer: Writer) -> str:
    if not value:
        return ""
    if isinstance(value, Mapping):
        value = f"{writer.date(value, f'{path}.deadline', '期限')}まで"
    return writer.text(value, f"{path}.deadline", "期限")


_LEADS = (
    (DEEMED, "住民異動届の付記により、次の届出は済んだものとみなされます。手続は不要です。"),
    (DONE, "本日、次の手続が済みました。"),
)


def _closing(entries: Sequence[Entry], writer: Writer) -> Iterator[str]:
    """What needs no visit: filed with the resident-change form, or done today."""
    for status, lead in _LEADS:
        chosen = [entry for entry in entries if entry[1].get("status") == status]
        if chosen:
            yield paragraph(writer.words(lead), "after")
        for path, procedure in chosen:
            yield paragraph(procedure_line(path, procedure, writer))


def procedure_line(path: str, procedure: Mapping[str, Any], writer: Writer) -> str:
    """One procedure that needs no visit, and whose it is."""
    name = writer.text(procedure.get("name"), f"{path}.name", "手続の名前")
    who = _persons(path, procedure, writer, "gothic")
    if not who:
        return f"{writer.words('・')}{name}"
    return f"{writer.words('・')}{name}{writer.words('（')}{who}{writer.words('）')}"


def _persons(path: str, procedure: Mapping[str, Any], writer: Writer, face: str) -> str:
    names = [
        writer.text(person, f"{path}.persons[{index}]", "どなたの手続か", face)
        for index, person in enumerate(procedure.get("persons", ()))
    ]
    return writer.words("、", face).join(names)
