import pytest

from backend.forms.characters import CharacterFault, clusters, unsupported_reason


def test_a_selector_belongs_to_the_character_before_it() -> None:
    assert clusters("葛\U000e0102城𠮷") == ["葛\U000e0102", "城", "𠮷"]


def test_a_second_selector_and_one_without_a_base_stand_alone() -> None:
    assert clusters("\ufe00葛\U000e0102\U000e0103") == ["\ufe00", "葛\U000e0102", "\U000e0103"]


@pytest.mark.parametrize(
    ("char", "reason"),
    [
        ("\x00", "CONTROL"),
        ("\t", "CONTROL"),
        ("\x85", "CONTROL"),
        ("\u2028", "CONTROL"),
        ("\ud842", "SURROGATE"),
        ("\U000e0100", "LONE_SELECTOR"),
        ("\ufe00", "LONE_SELECTOR"),
        ("\u200e", "DIRECTION"),
        ("\u200f", "DIRECTION"),
        ("\u202e", "DIRECTION"),
        ("\u2067", "DIRECTION"),
        ("א", "DIRECTION"),
        ("ع", "DIRECTION"),
        ("\u200b", "IGNORABLE"),
        ("\u200d", "IGNORABLE"),
        ("\ufeff", "IGNORABLE"),
        ("\u00ad", "IGNORABLE"),
        ("\u034f", "IGNORABLE"),
        ("\u3164", "IGNORABLE"),
        ("\U000e0001", "IGNORABLE"),
        ("\u3099", "COMBINING"),
        ("\u0301", "COMBINING"),
        ("\u20dd", "COMBINING"),
    ],
)
def test_a_character_that_prints_nothing_or_changes_others_is_refused(
    char: str, reason: str
) -> None:
    assert unsupported_reason(char) == reason


@pytest.mark.parametrize("char", ["葛", "𠮷", "ア", "ｱ", "A", " ", "\u3000", "\u00a0", "々", "－"])
def test_ordinary_characters_of_names_and_addresses_are_not_refused(char: str) -> None:
    assert unsupported_reason(char) is None


def test_a_fault_that_can_be_seen_is_shown_with_its_code_points_and_mj_name() -> None:
    fault = CharacterFault("葛\U000e010a", "NO_SEQUENCE", "MJ022336")

    assert fault.message == (
        "「葛\U000e010a」（U+845B U+E010A、MJ022336）: この異体字の字形を持つ書体がありません。"
    )


def test_a_fault_that_cannot_be_seen_is_called_by_its_name() -> None:
    assert CharacterFault("\u200f", "DIRECTION").message == (
        "RIGHT-TO-LEFT MARK（U+200F）: 書字方向を変える文字は印刷できません。"
    )
    assert CharacterFault("\t", "CONTROL").message == ("タブ（U+0009）: 制御文字は印刷できません。")
