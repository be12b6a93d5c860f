"""What files of cards say: dates, JIS X 0208, objects, pictures."""

import zlib
from datetime import date

import pytest

from device_bridge.dates import read_japanese, read_western
from device_bridge.errors import UnreadableError
from device_bridge.jis import decode_jis, encode_jis
from device_bridge.pictures import draw_character, media_type_of
from device_bridge.tlv import by_tag, list_ber, list_simple, object_length, read_ber


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (b"3550217", date(1980, 2, 17)),
        (b"4010108", date(1989, 1, 8)),
        (b"4350317", date(2023, 3, 17)),  # a licence's 平成35年
        (b"5080401", date(2026, 4, 1)),
        (b"\x05080401", date(2026, 4, 1)),
        (b"1450729", date(1912, 7, 29)),
        (b"5000000", None),
    ],
)
def test_a_japanese_date_has_a_digit_for_its_era(raw: bytes, read: date | None) -> None:
    assert read_japanese(raw, "place") == read


@pytest.mark.parametrize("raw", [b"", b"5080431", b"6080401", b"508040", b"508O401", b"A080401"])
def test_what_is_no_japanese_date_is_unreadable(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_japanese(raw, "place")


@pytest.mark.parametrize("raw", [b"", b"19800230", b"1980021", b"1980O217", b"00000101"])
def test_what_is_no_western_date_is_unreadable(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_western(raw, "place")


def test_a_text_of_jis_x_0208_has_no_escapes() -> None:
    assert decode_jis(bytes.fromhex("3B33 2121 4544"), "place").text == "山　田"


def test_a_character_without_a_code_is_a_mark_and_never_a_question_mark() -> None:
    read = decode_jis(bytes.fromhex("FFF1 FFF7 FFFA 3B33"), "place")

    assert (read.text, read.pictures, read.has_missing_characters) == ("〓〓〓山", (1, 7), True)


@pytest.mark.parametrize("raw", ["3B", "803B", "FFF8", "FFFF", "3B7F", "7E7E", "2020"])
def test_what_is_no_character_is_unreadable(raw: str) -> None:
    with pytest.raises(UnreadableError):
        decode_jis(bytes.fromhex(raw), "place")


def test_encoding_gives_back_what_is_decoded() -> None:
    encoded = encode_jis("髙山－𡈽", "髙")

    assert encoded.hex().upper() == "FFF13B33215DFFFA"
    assert decode_jis(encoded, "place").text == "〓山−〓"


@pytest.mark.parametrize(
    "raw", ["", "FF", "FF20", "FF2082", "FF208200", "FF2084FFFFFFFF", "FF208001", "FFFFFFFFFF"]
)
def test_a_lying_object_is_unreadable(raw: str) -> None:
    with pytest.raises(UnreadableError):
        read_ber(bytes.fromhex(raw), "place")
    with pytest.raises(UnreadableError):
        list(list_ber(bytes.fromhex("5F40" + raw[4:] if raw[4:] else "5F"), "place"))


def test_the_length_of_an_object_counts_its_tag_and_length() -> None:
    assert object_length(bytes.fromhex("FF2082012C"), "place") == 305


def test_a_tag_that_stands_twice_is_unreadable() -> None:
    with pytest.raises(UnreadableError):
        by_tag(list_simple(bytes.fromhex("120101120102FF"), "place"), "place")


def test_simple_objects_have_one_byte_of_tag_and_end_at_filler_or_an_unknown_tag() -> None:
    raw = bytes.fromhex("DF0101 1F00 8181")

    assert [one.tag for one in list_simple(raw[:5], "place")] == [0xDF, 0x1F]
    assert [one.tag for one in list_simple(raw, "place", known={0xDF})] == [0xDF]


@pytest.mark.parametrize(
    ("begins", "media_type"),
    [
        ("89504E470D0A1A0A", "image/png"),
        ("0000000C6A5020200D0A870A", "image/jp2"),
        ("FF4FFF51", "image/j2c"),
        ("FFD8FFE0", "image/jpeg"),
    ],
)
def test_pictures_are_told_by_their_first_bytes(begins: str, media_type: str) -> None:
    assert media_type_of(bytes.fromhex(begins) + b"rest", "place") == media_type
    with pytest.raises(UnreadableError):
        media_type_of(bytes.fromhex(begins)[1:], "place")


def test_a_character_is_drawn_as_32_rows_whose_ones_are_black() -> None:
    drawn = draw_character(b"\x80\x00\x00\x01" * 32)

    at = drawn.index(b"IDAT") + 4
    rows = zlib.decompress(drawn[at : at + int.from_bytes(drawn[at - 8 : at - 4], "big")])
    assert drawn[16:26].hex() == "00000020000000200100"
    assert rows == b"\x00\x7f\xff\xff\xfe" * 32
