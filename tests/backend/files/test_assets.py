"""Pictures for forms: pixels, pages of official forms, drawings; what acts or lies is refused."""

import io
import json
import time

import pytest
from PIL import Image

from backend.errors import RefusalError
from backend.files.cleaner import CleanAsset, FileCleaner
from backend.files.errors import (
    ActiveContentError,
    TooLargeError,
    UnreadableFileError,
    UnsupportedFileError,
)
from backend.files.limits import FileLimits
from tests.backend.files import in_process, samples
from tests.backend.files.in_process import PATH


async def opened(content: bytes, page: int = 1) -> CleanAsset:
    return in_process.open_asset(content, page)


def svg(inside: str, head: str = "", attributes: str = "") -> bytes:
    """A drawing of 20 by 10 mm whose unit is a tenth of a millimetre."""
    return (
        f'<?xml version="1.0"?>{head}<svg xmlns="http://www.w3.org/2000/svg"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="20mm" height="10mm" viewBox="0 0 200 100" {attributes}>{inside}</svg>'
    ).encode()


RECT = '<rect x="50" y="20" width="100" height="40" fill="#ff0000"/>'
SQUARE = [["M", 5.0, 2.0], ["L", 15.0, 2.0], ["L", 15.0, 6.0], ["L", 5.0, 6.0], ["Z"]]


async def drawn(content: bytes) -> list[dict[str, object]]:
    kept = await opened(content)
    document = json.loads(kept.content)
    assert (kept.kind, kept.media_type, kept.pages) == ("DRAWING", "application/json", 1)
    assert (document["width"], document["height"]) == (kept.width_mm, kept.height_mm) == (20, 10)
    paths: list[dict[str, object]] = document["paths"]
    return paths


async def test_the_confined_process_opens_each_kind_as_this_one_does() -> None:
    for content in (samples.pdf(1), samples.png(), svg(RECT)):
        kept = await FileCleaner().open_asset(content, 1, PATH)

        assert kept == await opened(content)


async def test_the_confined_process_tells_what_it_found() -> None:
    with pytest.raises(ActiveContentError, match="スクリプト"):
        await FileCleaner().open_asset(svg("<script/>"), 1, PATH)


# What is kept


async def test_a_page_of_a_pdf_becomes_an_underlay_in_its_own_size() -> None:
    kept = await opened(samples.pdf(3, texts=("page",)), page=2)

    image = Image.open(io.BytesIO(kept.content))
    assert (kept.kind, kept.media_type, kept.pages) == ("UNDERLAY", "image/png", 3)
    assert (kept.width_mm, kept.height_mm) == (210.0, 297.0)
    assert (image.mode, image.size) == ("L", (1654, 2339))  # 200 dpi, no colour on it


async def test_a_picture_keeps_its_size_in_millimetres() -> None:
    content = samples.saved(samples.picture(300, 150), "PNG", dpi=(300, 300))

    kept = await opened(content)

    assert (kept.kind, kept.media_type) == ("PICTURE", "image/png")
    assert (kept.width_mm, kept.height_mm) == (25.4, 12.7)


async def test_a_huge_picture_is_reduced_and_keeps_its_size_on_paper() -> None:
    content = samples.saved(samples.picture(5000, 4000), "PNG", dpi=(400, 400))

    kept = await opened(content)

    image = Image.open(io.BytesIO(kept.content))
    assert image.width * image.height <= 16_000_000
    assert (kept.width_mm, kept.height_mm) == (317.5, 254.0)


async def test_the_second_page_of_a_tiff_can_be_taken() -> None:
    kept = await opened(samples.tiff(3), page=2)

    assert (kept.kind, kept.media_type, kept.pages) == ("PICTURE", "image/png", 3)


@pytest.mark.parametrize(
    ("inside", "commands"),
    [
        (RECT, SQUARE),
        ('<path d="M50 20 h100 v40 h-100 z"/>', SQUARE),
        ('<polygon points="50,20 150,20 150,60 50,60"/>', SQUARE),
        ('<g transform="translate(50 20) scale(2)"><path d="M0 0H50V20H0Z"/></g>', SQUARE),
        (f'<defs><g id="a">{RECT}</g></defs><use href="#a"/>', SQUARE),
        ('<line x1="0" y1="0" x2="200" y2="100" stroke="red"/>', [["M", 0, 0], ["L", 20, 10]]),
    ],
)
async def test_shapes_become_outlines_in_millimetres(
    inside: str, commands: list[list[object]]
) -> None:
    paths = await drawn(svg(inside))

    assert [path["commands"] for path in paths] == [commands]


async def test_colours_widths_and_the_rule_of_holes_are_kept() -> None:
    paths = await drawn(
        svg(
            "<style>.green{fill:#0a0}</style>"
            '<path class="green" fill-rule="evenodd" d="M0 0H9V9H0ZM3 3H6V6H3Z"/>'
            '<circle cx="50" cy="50" r="10" fill="none" stroke="#0000ff" stroke-width="2"/>'
        )
    )

    looks = [{key: path[key] for key in ("fill", "rule", "stroke", "width")} for path in paths]
    assert looks == [
        {"fill": "#00aa00", "rule": "evenodd", "stroke": "", "width": 0},
        {"fill": "", "rule": "nonzero", "stroke": "#0000ff", "width": 0.2},
    ]


async def test_notes_of_drawing_programs_are_left_out() -> None:
    notes = '<title>紋章</title><metadata><x:a xmlns:x="urn:x">…</x:a></metadata>'

    paths = await drawn(svg(notes + RECT, head="<!-- made by hand -->"))

    assert [path["commands"] for path in paths] == [SQUARE]


async def test_a_public_doctype_is_not_fetched() -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://192.0.2.1/svg11.dtd">'

    paths = await drawn(svg(RECT, head=doctype))

    assert len(paths) == 1


async def test_outlines_that_a_file_of_a_form_carries_are_taken_again() -> None:
    first = await opened(svg(RECT))

    again = await opened(first.content)

    assert again == first


@pytest.mark.parametrize(
    "change",
    [
        {"width": 0},
        {"width": "20"},
        {"paths": []},
        {"paths": [{"commands": [["M", 0]], "fill": "", "rule": "nonzero", "stroke": ""}]},
        {"paths": [{"commands": [["X"]], "fill": "", "rule": "nonzero", "stroke": "", "width": 1}]},
        {
            "paths": [
                {"commands": [], "fill": "url(#a)", "rule": "evenodd", "stroke": "", "width": 1}
            ]
        },
        {"height": 1e300},
    ],
)
async def test_outlines_of_another_shape_are_refused(change: dict[str, object]) -> None:
    good = json.loads((await opened(svg(RECT))).content)

    with pytest.raises(UnsupportedFileError):
        await opened(json.dumps({**good, **change}).encode())


# What is refused


LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
NESTED_USES = "".join(
    f'<g id="u{number}">{f"""<use href="#u{number - 1}"/>""" * 10}</g>' for number in range(1, 8)
)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (svg("<script>alert(1)</script>"), "スクリプト"),
        (svg(RECT, attributes='onload="alert(1)"'), "スクリプト"),
        (svg('<a href="javascript:alert(1)"><path d="M0 0H9V9Z"/></a>'), "スクリプト"),
        (svg("<foreignObject><p>a</p></foreignObject>"), "HTMLなど別の形式の埋め込み"),
        (svg('<image href="http://192.0.2.1/a.png"/>'), "画像の埋め込み"),
        (svg('<image href="data:image/png;base64,AAAA"/>'), "画像の埋め込み"),
        (svg('<use xlink:href="file:///etc/passwd#a"/>'), "外部のファイルへの参照"),
        (svg('<use href="data:image/svg+xml;base64,AAAA#a"/>'), "画像の埋め込み"),
        (svg("<style>@import url(http://192.0.2.1/a.css);</style>"), "外部のファイルへの参照"),
        (svg("<style>@\\69mport 'a.css';</style>"), "外部のファイルへの参照"),
        (svg('<rect fill="url(http://192.0.2.1/#a)"/>'), "外部のファイルへの参照"),
        (svg(RECT, head='<?xml-stylesheet href="a.css"?>'), "外部のファイルへの参照"),
        (svg('<rect><animate attributeName="x" to="9"/></rect>'), "アニメーション"),
        (
            svg("&x;", head='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "実体宣言（ENTITY）",
        ),
        (svg("&l9;", head=f'<!DOCTYPE svg [<!ENTITY l0 "ha">{LAUGHS}]>'), "実体宣言（ENTITY）"),
    ],
)
async def test_a_drawing_that_acts_or_reaches_outside_is_refused(
    content: bytes, found: str
) -> None:
    with pytest.raises(ActiveContentError) as refused:
        await opened(content)

    assert refused.value.found == (found,) or found in refused.value.found
    assert refused.value.path == PATH


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<text>みどり野市</text>", "文字を図形（アウトライン）に変換してください"),
        ('<defs><linearGradient id="a"/></defs>' + RECT, "グラデーション"),
        ('<g opacity="0.5">' + RECT + "</g>", "半透明"),
        ("<g/>", "図形がありません"),
    ],
)
async def test_a_drawing_that_cannot_be_printed_as_outlines_is_refused_in_words(
    inside: str, words: str
) -> None:
    with pytest.raises(UnsupportedFileError, match=words):
        await opened(svg(inside))


@pytest.mark.parametrize(
    "content",
    [
        svg("<path d='" + "M0 0" + "h1v1" * 60_000 + "'/>"),
        svg("<g/>" * 30_000),
        svg("<g>" * 200 + RECT + "</g>" * 200),
        svg(f'<defs><g id="u0">{RECT}</g>{NESTED_USES}</defs><use href="#u7"/>' + "<use/>" * 600),
        svg(RECT).replace(b"20mm", b"20000mm"),
        svg(RECT) + b" " * (6 << 20),
    ],
    ids=["commands", "elements", "depth", "uses", "size", "weight"],
)
async def test_a_drawing_that_is_too_much_is_refused_in_time(content: bytes) -> None:
    begun = time.monotonic()

    with pytest.raises(TooLargeError):
        await opened(content)

    assert time.monotonic() - begun < 26


async def test_uses_of_uses_end_soon() -> None:
    content = svg(f'<defs><g id="u0">{RECT}</g>{NESTED_USES}</defs><use href="#u7"/>')
    begun = time.monotonic()

    with pytest.raises(RefusalError):
        await FileCleaner(FileLimits(cpu_seconds=2)).open_asset(content, 1, PATH)

    assert time.monotonic() - begun < 26  # then it is killed


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (samples.with_script_at_opening(), ActiveContentError),
        (samples.with_password(), UnreadableFileError),
        (samples.with_many_pages(), TooLargeError),
        (samples.with_giant_picture(), TooLargeError),
        (samples.vast_png(), TooLargeError),
        (samples.pdf()[:400], UnreadableFileError),
        (b"PK\x03\x04 a workbook", UnsupportedFileError),
        (b"<html><body/></html>", UnsupportedFileError),
        (b"<svg><broken", UnreadableFileError),
        (b"", UnsupportedFileError),
    ],
)
async def test_hostile_and_broken_files_are_refused(
    content: bytes, error: type[RefusalError]
) -> None:
    with pytest.raises(error):
        await opened(content)


@pytest.mark.parametrize(("content", "page"), [(samples.pdf(2), 3), (samples.png(), 2)])
async def test_a_page_that_is_not_there_is_refused(content: bytes, page: int) -> None:
    with pytest.raises(UnreadableFileError, match="指定されたページはありません"):
        await opened(content, page)
