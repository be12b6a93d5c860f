"""The virtual card behaves as cards were measured to."""

import pytest

from device_bridge.virtual.card import VirtualApplication, VirtualCard, VirtualFile, VirtualKey

AID = bytes.fromhex("F00000000001")
OTHER_AID = bytes.fromhex("F00000000002")


def make_card(*, keeps_access: bool = False, answers_in_pieces: bool = False) -> VirtualCard:
    files = {
        0x0001: VirtualFile(b"free"),
        0x0002: VirtualFile(bytes(range(250)) * 2, (frozenset({"PIN"}),)),
    }
    keys = {0x0011: VirtualKey("PIN", b"1234", 3)}
    return VirtualCard(
        (VirtualApplication(AID, files, keys), VirtualApplication(OTHER_AID, {})),
        keeps_access=keeps_access,
        answers_in_pieces=answers_in_pieces,
    )


def answers(card: VirtualCard, *commands: str) -> list[str]:
    return [card.answer(bytes.fromhex(one)).hex().upper() for one in commands]


SELECT = "00A4040C06F00000000001"
SELECT_OTHER = "00A4040C06F00000000002"
SELECT_FREE = "00A4020C020001"
SELECT_LOCKED = "00A4020C020002"
SELECT_KEY = "00A4020C020011"
VERIFY = "0020008004" + b"1234".hex()
VERIFY_WRONG = "0020008004" + b"0000".hex()


def test_nothing_is_readable_before_a_selection() -> None:
    assert answers(make_card(), "00B0000004", SELECT_FREE, "00A40000", SELECT, "00A40000") == [
        "6986",
        "6A82",
        "6A86",
        "9000",
        "9000",
    ]


def test_a_file_is_read_by_offset_short_identifier_and_extended_length() -> None:
    free = b"free".hex().upper()
    card = make_card()
    answers(card, SELECT, SELECT_FREE)

    assert answers(
        card,
        "00B0000000",
        "00B0000202",
        "00B0000400",
        "00B0810100",
        "00B00000000100",
    ) == [
        f"{free}9000",
        f"{free[4:]}9000",
        "6B00",
        f"{free[2:]}9000",
        f"{free}9000",
    ]


def test_a_key_opens_its_file_until_another_application_is_selected() -> None:
    card = make_card()

    assert answers(card, SELECT, SELECT_LOCKED, "00B0000001", SELECT_KEY, "00B0000001") == [
        "9000",
        "9000",
        "6982",
        "9000",
        "6981",
    ]
    assert answers(card, VERIFY, "00200080", SELECT_LOCKED, "00B0000001") == [
        "9000",
        "9000",
        "9000",
        "009000",
    ]
    assert answers(card, SELECT_OTHER, SELECT, SELECT_LOCKED, "00B0000001")[-1] == "6982"


def test_a_counter_is_asked_for_nothing_and_lasts_over_a_reset() -> None:
    card = make_card()

    assert answers(card, SELECT, "00200091", SELECT_KEY, VERIFY_WRONG) == [
        "9000",
        "63C3",
        "9000",
        "63C2",
    ]
    card.reset()
    assert answers(card, SELECT, SELECT_KEY, VERIFY_WRONG, VERIFY_WRONG, VERIFY, "00200080") == [
        "9000",
        "9000",
        "63C1",
        "63C0",
        "6984",
        "63C0",
    ]
    assert card.verify_count == 4


def test_the_right_secret_gives_all_tries_back() -> None:
    card = make_card()

    answers(card, SELECT, SELECT_KEY, VERIFY_WRONG, VERIFY)

    assert card.tries == {"PIN": 3}


def test_a_long_answer_can_come_in_pieces() -> None:
    card = make_card(answers_in_pieces=True)
    answers(card, SELECT, SELECT_KEY, VERIFY, SELECT_LOCKED)

    first, piece, rest = answers(card, "00B00000000200", "00C00000FF", "00C00000F5")

    assert (first, piece[-4:], rest[-4:]) == ("61FF", "61F5", "9000")
    assert bytes.fromhex(piece[:-4] + rest[:-4]) == bytes(range(250)) * 2


@pytest.mark.parametrize("malformed", ["", "00B0", "0020008005313233", "00200080043132333435FFFF"])
def test_what_is_no_command_has_a_wrong_length(malformed: str) -> None:
    assert answers(make_card(), malformed) == ["6700"]


def test_an_unknown_command_is_said_to_be_unknown() -> None:
    assert answers(make_card(), "00CA0000") == ["6D00"]
