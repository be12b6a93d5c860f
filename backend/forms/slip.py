"""The slip of how far a case has come (手続きの進み具合): what is done, what remains, and where.

The citizen takes it along; its QR code lets the next counter find the case. The code is opaque.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from backend.forms.embedding import DocumentInfo
from backend.forms.flowing import Writer, flow, paragraph
from backend.forms.fonts import Fonts
from backend.forms.guide import Entry, by_counter, counter_bar, procedure_box, procedure_line

WAITING, TAKEN, LATER = "WAITING", "TAKEN", "LATER"
DONE, DEEMED, ELSEWHERE = "DONE", "DEEMED", "ELSEWHERE"
_IN_ORDER = (WAITING, TAKEN, LATER, DONE, DEEMED, ELSEWHERE)
_COUNTED = ((DONE, "済んだ手続"), (TAKEN, "対応中"), (WAITING, "これから"), (LATER, "後日"))
QR_SIDE = "26mm"


def flow_slip(values: Mapping[str, Any], fonts: Fonts, info: DocumentInfo) -> bytes:
    """Make the slip of a case as it stands, or refuse with every problem at once.

    ``values`` is like the guide's, with ``slip``: ``addressee``, ``as_of``, ``code`` and
    ``code_text`` (or nothing) and ``procedures``, each with the guide's keys, a ``status`` of this
    module, and ``done_at`` (in words) where it is done.
    """
    writer = Writer(fonts)
    content = "\n".join(_content(values, writer))
    return flow(writer, content, _running(values, writer), info)


def _content(values: Mapping[str, Any], writer: Writer) -> Iterator[str]:
    slip = values["slip"]
    entries = [
        (f"slip.procedures[{index}]", procedure)
        for index, procedure in enumerate(slip["procedures"])
    ]
    for path, procedure in entries:
        if procedure.get("status") not in _IN_ORDER:
            writer.refuse("INVALID_VALUE", "手続の状態が正しくありません。", f"{path}.status")
    standing = {
        status: [entry for entry in entries if entry[1].get("status") == status]
        for status in _IN_ORDER
    }
    yield from _head(values, writer)
    yield _progress(standing, writer)
    yield from _boxes("これからの手続", standing[WAITING], writer)
    yield from _boxes("後日の手続（またお越しいただくか、郵送で）", standing[LATER], writer)
    yield from _lines("いま窓口で対応している手続", standing[TAKEN], writer)
    yield from _done(standing[DONE], writer)
    yield from _lines("届出は済んだものとみなされる手続（不要です）", standing[DEEMED], writer)
    yield from _boxes("ご自身で行う手続き（市役所の外）", standing[ELSEWHERE], writer)


def _head(values: Mapping[str, Any], writer: Writer) -> Iterator[str]:
    slip = values["slip"]
    yield paragraph(writer.words("手続きの進み具合", "mincho"), "title")
    addressee = writer.text(slip["addressee"], "slip.addressee", "宛名", "mincho")
    facts = [
        writer.text(values["city"]["name"], "city.name", "市区町村名"),
        writer.words("受付番号　")
        + writer.text(values["case"]["number"], "case.number", "受付番号"),
        writer.text(slip["as_of"], "slip.as_of", "時点"),
    ]
    code = ""
    if slip.get("code"):
        code = f'<td class="qr" width="38%">{_code(slip, writer)}</td>'
    yield (
        "<table><tr><td>"
        f"{paragraph(addressee + writer.words('　様', 'mincho'), 'person')}"
        + "".join(paragraph(fact) for fact in facts)
        + f"</td>{code}</tr></table>"
    )


def _code(slip: Mapping[str, Any], writer: Writer) -> str:
    """The code as QR and to be typed; opaque, so that a lost slip tells nothing."""
    text = writer.text(slip["code_text"], "slip.code_text", "引継ぎコード")
    return (
        f'<p class="code"><pdf:barcode type="QR" value="{slip["code"]}" barwidth="{QR_SIDE}"'
        f' barheight="{QR_SIDE}" /></p>'
        + paragraph(writer.words("次の窓口でお見せください"), "code")
        + paragraph(text, "code")
    )


def _running(values: Mapping[str, Any], writer: Writer) -> str:
    """The line on top of every page. The name stays off it: pages are left lying about."""
    city = writer.text(values["city"]["name"], "city.name", "市区町村名")
    number = writer.text(values["case"]["number"], "case.number", "受付番号")
    return f"{city}{writer.words('　手続きの進み具合　受付番号　')}{number}"


def _progress(standing: Mapping[str, Sequence[Entry]], writer: Writer) -> str:
    counts = [(words, len(standing[status])) for status, words in _COUNTED]
    total = sum(count for _, count in counts)
    said = "　".join(f"{words} {count}件" for words, count in counts if count)
    if not any(len(standing[status]) for status in (WAITING, TAKEN, LATER)):
        said = f"{said}　市役所での手続はすべて済みました。"
    return paragraph(writer.words(f"市役所での手続 全{total}件　{said}".rstrip()), "progress")


def _boxes(title: str, entries: Sequence[Entry], writer: Writer) -> Iterator[str]:
    if not entries:
        return
    yield paragraph(writer.words(title), "part")
    for counter, at_counter in by_counter(entries):
        yield counter_bar(counter, at_counter, writer)
        for path, procedure in at_counter:
            yield procedure_box(path, procedure, writer)


def _lines(title: str, entries: Sequence[Entry], writer: Writer) -> Iterator[str]:
    if not entries:
        return
    yield paragraph(writer.words(title), "part")
    for path, procedure in entries:
        line = procedure_line(path, procedure, writer)
        where = procedure.get("counter")
        if where:
            line += writer.words("　") + writer.text(where, f"{path}.counter", "窓口")
        yield paragraph(line)


def _done(entries: Sequence[Entry], writer: Writer) -> Iterator[str]:
    if not entries:
        return
    yield paragraph(writer.words("済んだ手続"), "part")
    for path, procedure in entries:
        name = procedure_line(path, procedure, writer)
        counter = writer.text(procedure.get("counter", ""), f"{path}.counter", "窓口")
        done_at = writer.text(procedure.get("done_at", ""), f"{path}.done_at", "済んだ時")
        yield (
            '<table class="done"><tr>'
            f'<td class="mark" width="7%">{paragraph(writer.words("済"))}</td>'
            f'<td width="63%">{paragraph(name)}</td>'
            f'<td class="when" width="30%">{paragraph(counter)}{paragraph(done_at)}</td>'
            "</tr></table>"
        )
