"""What becomes of files: good ones are made anew, bad ones are refused, none harms the server."""

import asyncio
import contextlib
import io
import resource
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from backend.errors import RefusalError
from backend.files.cleaner import CleanFile, FileCleaner
from backend.files.errors import (
    ActiveContentError,
    BusyError,
    TooLargeError,
    UnreadableFileError,
    UnsupportedFileError,
)
from backend.files.limits import FileLimits
from tests.backend.files import samples

PATH = ("input", "file")
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
DARK = 80


async def clean(content: bytes, **limits: int) -> CleanFile:
    return await FileCleaner(FileLimits(**limits)).clean(content, PATH)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def brightness(image: Image.Image, x: float, y: float) -> int:
    """How bright a place is; 0 to 1 from the upper left corner."""
    grey = image.convert("L")
    found = grey.getpixel((int(x * grey.width), int(y * grey.height)))
    assert isinstance(found, int | float)
    return int(found)


# What is kept


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
async def test_a_png_of_any_kind_becomes_a_png(mode: str) -> None:
    kept = await clean(samples.png(mode=mode))

    image = opened(kept.content)
    assert (kept.media_type, kept.pages, image.format) == (PNG, 1, "PNG")
    assert image.size == (240, 160)
    assert image.mode in ("1", "L", "RGB")


async def test_what_is_transparent_becomes_white() -> None:
    nothing = samples.saved(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG")

    kept = await clean(nothing)

    assert opened(kept.content).getpixel((20, 20)) == (255, 255, 255)


async def test_a_photograph_is_set_upright_and_loses_all_that_is_no_pixel() -> None:
    content = samples.photograph()
    assert samples.SECRET in content

    kept = await clean(content)

    image = opened(kept.content)
    assert (kept.media_type, image.size) == (JPEG, (160, 240))
    # It was turned to the right: what was in the upper left corner is in the upper right one.
    assert brightness(image, 0.95, 0.05) < DARK < brightness(image, 0.05, 0.05)
    assert dict(image.getexif()) == {}
    assert image.info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
    assert samples.SECRET not in kept.content
    assert b"script" not in kept.content


async def test_texts_profiles_and_what_follows_a_png_are_gone() -> None:
    content = samples.talkative_png()
    assert samples.SECRET in content

    kept = await clean(content)

    assert opened(kept.content).info.keys() == {"dpi"}
    assert samples.SECRET not in kept.content
    assert b"PK" not in kept.content


async def test_of_several_photographs_in_a_jpeg_the_first_is_kept() -> None:
    kept = await clean(samples.several_photographs())

    assert (kept.media_type, kept.pages, opened(kept.content).format) == (JPEG, 1, "JPEG")


@pytest.mark.parametrize(("mode", "media_type"), [("1", PNG), ("L", JPEG), ("RGB", JPEG)])
async def test_a_tiff_of_one_page_becomes_a_picture_that_browsers_show(
    mode: str, media_type: str
) -> None:
    kept = await clean(samples.tiff(mode=mode))

    assert (kept.media_type, kept.pages) == (media_type, 1)
    assert opened(kept.content).size == (240, 160)


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
async def test_a_tiff_of_several_pages_becomes_a_pdf(mode: str) -> None:
    kept = await clean(samples.tiff(3, mode=mode))

    pages = PdfReader(io.BytesIO(kept.content)).pages
    assert (kept.media_type, kept.pages, len(pages)) == (PDF, 3, 3)
    drawn = await FileCleaner().draw_page(kept.content, PDF, 3, 480)
    assert brightness(opened(drawn), 0.05, 0.05) < DARK < brightness(opened(drawn), 0.9, 0.9)


async def test_a_pdf_keeps_its_pages_and_nothing_else() -> None:
    kept = await clean(samples.pdf(3) + b"\n<html>behind the end</html>")

    reader = PdfReader(io.BytesIO(kept.content))
    assert (kept.media_type, kept.pages) == (PDF, 3)
    assert [page.extract_text().strip() for page in reader.pages] == ["page 1", "page 2", "page 3"]
    assert reader.metadata is None
    assert b"html" not in kept.content


async def test_a_link_in_a_pdf_is_left_out_and_the_page_stays() -> None:
    kept = await clean(samples.with_link())

    assert kept.pages == 2
    assert b"city.example" not in kept.content
    assert b"/URI" not in kept.content


async def test_what_a_later_revision_of_a_pdf_took_out_is_gone_for_good() -> None:
    content = samples.with_script_of_an_older_revision()
    assert b"JavaScript" in content

    kept = await clean(content)

    assert kept.pages == 2
    assert b"JavaScript" not in kept.content


async def test_a_filled_field_stays_to_be_seen() -> None:
    kept = await clean(samples.with_filled_field())

    drawn = opened(await FileCleaner().draw_page(kept.content, PDF, 1, 612))
    assert brightness(drawn, 0.5, 0.1) < DARK
    assert b"/Widget" not in kept.content
    assert b"AcroForm" not in kept.content


async def test_a_file_that_was_made_anew_is_made_anew_again() -> None:
    for content in (samples.pdf(), samples.png(), samples.jpeg(), samples.tiff(2)):
        once = await clean(content)
        twice = await clean(once.content)

        assert (twice.media_type, twice.pages) == (once.media_type, once.pages)


@pytest.mark.parametrize(
    "make", [samples.png, samples.photograph, samples.pdf, samples.tiff, lambda: samples.tiff(2)]
)
async def test_a_thumbnail_shows_the_first_page_within_320_pixels(
    make: Callable[[], bytes],
) -> None:
    kept = await clean(make())

    thumbnail = opened(kept.thumbnail)
    assert thumbnail.format == "PNG"
    assert max(thumbnail.size) <= 320


# What is refused


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"GIF89a" + b"\0" * 100,
        b"BM" + b"\0" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"<html>%PDF-1.7</html>",
        b"PK\x03\x04" + samples.pdf(),
        b"MZ" + samples.png(),
        samples.saved(samples.picture(), "WEBP"),
        samples.moving_png(),
    ],
)
async def test_anything_else_is_not_supported_whatever_its_name(content: bytes) -> None:
    with pytest.raises(UnsupportedFileError) as refused:
        await clean(content)

    assert refused.value.path == PATH


ACTIVE = {
    "with_script_at_opening": ["スクリプト（JavaScript）", "自動実行の動作"],
    "with_script_by_name": ["スクリプト（JavaScript）"],
    "with_hidden_script": ["スクリプト（JavaScript）"],
    "with_script_in_escaped_name": ["スクリプト（JavaScript）", "自動実行の動作"],
    "with_script_in_object_stream": ["スクリプト（JavaScript）", "自動実行の動作"],
    "with_additional_actions": ["自動実行の動作"],
    "with_launch": ["プログラムの起動"],
    "with_submission": ["データの送信・取込み"],
    "with_opened_address": ["自動実行の動作"],
    "with_embedded_file": ["埋め込まれたファイル"],
    "with_media": ["動画・音声・3D"],
    "with_xfa": ["XFAフォーム"],
}


@pytest.mark.parametrize("name", sorted(ACTIVE))
async def test_a_pdf_that_acts_is_refused_and_what_was_found_is_named(name: str) -> None:
    with pytest.raises(ActiveContentError) as refused:
        await clean(getattr(samples, name)())

    assert list(refused.value.found) == ACTIVE[name]
    assert all(word in refused.value.message for word in ACTIVE[name])
    assert refused.value.path == PATH


@pytest.mark.parametrize("make", [samples.with_password, samples.with_empty_password])
async def test_an_encrypted_pdf_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(UnreadableFileError, match="パスワード"):
        await clean(make())


@pytest.mark.parametrize(
    "content",
    [
        samples.pdf()[:300],
        b"%PDF-1.7\nnothing follows",
        samples.png()[:200],
        samples.jpeg()[:300],
        samples.tiff()[:50],
        samples.with_endless_page_tree(),
        b"\xff\xd8\xff" + b"\0" * 1000,
    ],
)
async def test_a_broken_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="壊れて"):
        await clean(content)


BOMBS = (
    "vast_png",
    "vast_tiff",
    "endless_tiff",
    "png_with_packed_text",
    "with_giant_stream",
    "with_doubly_packed_stream",
    "with_giant_picture",
    "with_deep_nesting",
    "with_many_pages",
)


@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_is_refused_and_the_server_does_not_swell(name: str) -> None:
    content = getattr(samples, name)()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(TooLargeError):
        await clean(content)

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 30_000  # KiB: nothing is unpacked here


async def test_a_file_that_takes_too_much_work_is_given_up() -> None:
    endless = samples.with_giant_stream(1500)

    with pytest.raises(TooLargeError):
        await clean(endless, cpu_seconds=1, seconds=100, unpacked_bytes=1 << 40)


async def test_a_file_that_did_not_get_its_turn_in_time_may_be_sent_again() -> None:
    with pytest.raises(BusyError):
        await clean(samples.with_giant_stream(1500), seconds=1, unpacked_bytes=1 << 40)


async def test_a_file_that_needs_too_much_memory_is_refused() -> None:
    with pytest.raises(TooLargeError):
        await clean(samples.png(7000, 7000, "RGBA"), memory_bytes=400 << 20)


async def test_what_is_too_much_to_keep_is_refused() -> None:
    with pytest.raises(TooLargeError):
        await clean(samples.png(), result_bytes=100)


async def test_more_files_than_can_wait_are_refused_and_the_others_are_made() -> None:
    cleaner = FileCleaner(at_once=1, most_waiting=2)

    answers = await asyncio.gather(
        *(cleaner.clean(samples.png(), PATH) for _ in range(6)), return_exceptions=True
    )
    afterwards = await cleaner.clean(samples.png(), PATH)

    kinds = [type(answer) for answer in answers]
    assert kinds.count(BusyError) == 6 - kinds.count(CleanFile) >= 1
    assert afterwards.media_type == PNG


async def test_a_request_that_is_given_up_leaves_no_process_behind() -> None:
    cleaner = FileCleaner(at_once=1)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await cleaner.clean(samples.png(4000, 4000), PATH)
    made = await cleaner.clean(samples.png(), PATH)

    assert made.media_type == PNG


VALID = {
    "png": samples.png(60, 40),
    "jpeg": samples.jpeg(60, 40),
    "photograph": samples.photograph(),
    "tiff": samples.tiff(),
    "tiff of two": samples.tiff(2),
    "pdf": samples.pdf(1),
    "packed pdf": samples.packed_pdf("<< /S /GoTo /D [3 0 R /Fit] >>"),
}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(sorted(VALID)),
    place=st.floats(0, 1, exclude_max=True),
    flipped=st.integers(0, 255),
)
def test_a_file_cut_off_or_with_any_byte_changed_is_made_anew_or_refused(
    name: str, place: float, flipped: int
) -> None:
    content = bytearray(VALID[name])
    position = int(place * len(content))
    if flipped:
        content[position] ^= flipped
    else:
        del content[position:]

    with contextlib.suppress(RefusalError):
        kept = asyncio.run(clean(bytes(content)))
        assert kept.media_type in (PDF, PNG, JPEG)
        assert samples.SECRET not in kept.content


# Pages


async def test_a_page_is_drawn_as_wide_as_asked_and_never_enlarged() -> None:
    cleaner = FileCleaner()
    document, picture = await clean(samples.pdf(2)), await clean(samples.png())

    page = opened(await cleaner.draw_page(document.content, PDF, 2, 1000))
    small = opened(await cleaner.draw_page(picture.content, PNG, 1, 120))
    same = opened(await cleaner.draw_page(picture.content, PNG, 1, 2000))

    assert (page.format, page.width) == ("PNG", 1000)
    assert (small.size, same.size) == ((120, 80), (240, 160))


async def test_a_page_that_is_not_there_cannot_be_drawn() -> None:
    document = await clean(samples.pdf(2))

    with pytest.raises(UnreadableFileError):
        await FileCleaner().draw_page(document.content, PDF, 3, 400)
