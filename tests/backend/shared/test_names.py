"""Stored text and how search folds it."""

import pytest

from backend.errors import InvalidInputError
from backend.shared.names import (
    address_grams,
    fold_address,
    fold_kanji,
    grams,
    is_kana,
    kana_keys,
    katakana,
    require_furigana,
    require_stored_text,
)

# From the standard's rules on kana search: voicing, small kana, blanks, ウ after オ, long vowels,
# dashes of every kind; and what the rules don't join.
MEETING = [
    ("ガトウ", "カトウ"),
    ("カトウ", "カドウ"),
    ("サイトウ", "サイドウ"),
    ("タカハシ", "タカバシ"),
    ("タカハシ", "タカパシ"),
    ("ハヤシ", "バヤシ"),
    ("ナカジマ", "ナカシマ"),
    ("ヤマザキ", "ヤマサキ"),
    ("ヂマ", "ジマ"),
    ("ヂマ", "チマ"),
    ("チヂワ", "チジワ"),
    ("イイヅカ", "イイズカ"),
    ("イイヅカ", "イイツカ"),
    ("スズキ", "ススキ"),
    ("ミヅキ", "ミズキ"),
    ("ワタナベ", "ハタナベ"),
    ("フジワラ", "フジハラ"),
    ("ヴァレリー", "バレリー"),
    ("ヴィクトル", "ビクトル"),
    ("ヴェラ", "ベラ"),
    ("ヴォルフ", "ボルフ"),
    ("ヴ", "ブ"),
    ("カヲル", "カオル"),
    ("ヒロシ", "ピロシ"),
    ("キクヱ", "キクエ"),
    ("ヰト", "イト"),
    ("キョウコ", "キヨウコ"),
    ("シュンスケ", "シユンスケ"),
    ("シャチ", "シヤチ"),
    ("ハットリ", "ハツトリ"),
    ("フィリップ", "フイリツプ"),
    ("ヵ", "カ"),
    ("サトウ ハナコ", "サトウハナコ"),
    ("サトウ　ハナコ", "サトウ ハナコ"),
    ("サト ウメ", "サトウメ"),
    ("コウノ", "コオノ"),
    ("トウヤマ", "トオヤマ"),
    ("ソウマ", "ソオマ"),
    ("ユウジョウ", "ユウジヨオ"),
    ("ドウモト", "トオモト"),
    ("ヨウコ", "ヨオコ"),
    ("コーノ", "コノ"),
    ("ユーコ", "ユコ"),
    ("メアリー", "メアリ"),
    ("メアリ-", "メアリー"),
    ("メアリ―", "メアリー"),
    ("メアリ－", "メアリー"),
    ("メアリ‐", "メアリー"),
    ("メアリｰ", "メアリー"),
    ("さとう", "サトウ"),
    ("ｻﾄｳ", "サトウ"),
    ("ﾄﾞｲ", "ドイ"),
    ("ゔぁれり", "バレリ"),
    ("ｳﾞｧﾚﾘ", "バレリ"),
    ("ウ゛ァレリ", "バレリ"),
    ("ジョン・スミス", "ジョン スミス"),
    ("ササヽキ", "サササキ"),
    ("ツヾキ", "ツツキ"),
    ("Smith", "ｓｍｉｔｈ"),
]
APART = [
    ("サトウ", "サイトウ"),
    ("サトウ", "サトオカ"),
    ("チバ", "シバ"),
    ("ツズキ", "スズキ"),
    ("ツツミ", "ススミ"),
    ("ウノ", "オノ"),
    ("コウノ", "コノ"),
    ("ユウコ", "ユコ"),
    ("オオノ", "オノ"),
    ("カウ", "カオ"),
    ("イトウ", "エトウ"),
    ("ハヤシ", "アヤシ"),
    ("マルヤマ", "マツヤマ"),
    ("ヤマタ", "ヤマナ"),
    ("ヒロシ", "ヒロミ"),
    ("ケン", "ケンイチ"),
    ("アンナ", "アナ"),
    ("ホンダ", "ホソダ"),
    ("ヌマ", "ノマ"),
    ("コンノ", "コウノ"),
    ("キッカワ", "キカワ"),
]


@pytest.mark.parametrize(("one", "other"), MEETING)
def test_two_readings_meet(one: str, other: str) -> None:
    assert set(kana_keys(one)) & set(kana_keys(other)) != set()


@pytest.mark.parametrize(("one", "other"), APART)
def test_two_readings_stay_apart(one: str, other: str) -> None:
    assert set(kana_keys(one)) & set(kana_keys(other)) == set()


def test_a_name_with_many_doubled_kana_has_at_most_sixteen_keys() -> None:
    assert len(kana_keys("ヂヅヂヅヂヅヂヅ")) == 16


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("渡辺", "渡邊"),
        ("渡邉", "渡辺"),
        ("渡邉󠄏", "渡辺"),
        ("葛󠄂城", "葛城"),
        ("浜崎", "濵﨑"),
        ("斎藤", "齋藤"),
        ("高橋", "髙橋"),
        ("𠮷田", "吉田"),
        ("佐々木", "佐佐木"),
        ("神谷", "神谷"),
        ("山田 太郎", "山田　太郎"),
        ("ＳＭＩＴＨ Ｊｏｈｎ", "Smith john"),
        ("桜沢", "櫻澤"),
    ],
)
def test_written_variants_of_a_name_fold_to_one(one: str, other: str) -> None:
    assert fold_kanji(one) == fold_kanji(other)


@pytest.mark.parametrize(
    ("one", "other"), [("渡辺", "渡部"), ("大田", "太田"), ("斎藤", "佐藤"), ("山田", "山田花")]
)
def test_different_names_do_not_fold_to_one(one: str, other: str) -> None:
    assert fold_kanji(one) != fold_kanji(other)


@pytest.mark.parametrize(
    "written",
    [
        "霞町三丁目１番地２",
        "霞町３丁目１－２",
        "霞町3-1-2",
        "霞町三丁目1番2号",
        "霞町3丁目1番地の2",
    ],
)
def test_an_address_is_found_however_its_numbers_are_written(written: str) -> None:
    assert fold_address(written) == "霞町3-1-2"


def test_kanji_numerals_of_a_chome_above_nine_are_numbers() -> None:
    assert fold_address("霞町二十三丁目4") == "霞町23-4"
    assert fold_address("霞町十丁目") == "霞町10"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("霞野県霞城市霞町三丁目1番2号", "霞町3-1-2"),
        ("霞城市霞町3-1-2", "霞町3-1-2"),
        ("東京都千代田区霞町1", "千代田区霞町1"),
        ("四日市市霞町1", "市霞町1"),
        ("霞野県霞城市", ""),
    ],
)
def test_prefecture_and_city_are_no_part_of_an_addresss_key(written: str, folded: str) -> None:
    assert fold_address(written) == folded


def test_pairs_of_an_address_are_those_without_digits() -> None:
    assert address_grams("霞町3-1-2メゾン") == ("霞町", "メゾ", "ゾン")
    assert address_grams("3-1-2") == ()


def test_pairs_of_characters_come_each_once() -> None:
    assert grams("山本山本") == ("山本", "本山")
    assert grams("林") == ()


def test_furigana_is_full_width_katakana() -> None:
    assert require_furigana("サトウ　ハナコ") == "サトウ　ハナコ"
    assert require_furigana("ジョン・スミス") == "ジョン・スミス"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            "サトう",
            "3文字目(U+3046)は全角カタカナではありません。ひらがなは全角カタカナに直してください。",
        ),
        (
            "ｻﾄｳ",
            "1文字目(U+FF7B)は全角カタカナではありません。半角カタカナは全角に直してください。",
        ),
        (
            "サトウ ハナコ",
            "4文字目(U+0020)は全角カタカナではありません。氏名の区切りは全角空白にしてください。",
        ),
        ("佐藤", "1文字目(U+4F50)は全角カタカナではありません。"),
    ],
)
def test_other_furigana_is_refused_by_character(wrong: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        require_furigana(wrong, path=("furigana",))

    assert (refusal.value.message, refusal.value.path) == (message, ("furigana",))


@pytest.mark.parametrize(
    "text", ["渡邉󠄏 花子", "𠮷野家", "が", "か\u3099", "Ｎｇｕｙễｎ", "\ue000外字", "葛\ufe00"]
)
def test_stored_text_comes_back_unchanged(text: str) -> None:
    assert require_stored_text(text) == text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("山田\x00", "3文字目の制御文字(U+0000)は使えません。"),
        ("山\n田", "2文字目の制御文字(U+000A)は使えません。"),
        ("山\u202e田", "2文字目の書字方向の制御文字(U+202E)は使えません。"),
        ("山\u200f田", "2文字目の書字方向の制御文字(U+200F)は使えません。"),
        ("山\u200b田", "2文字目の見えない文字(U+200B)は使えません。"),
        ("山\ud842", "2文字目の対になっていないサロゲート(U+D842)は使えません。"),
        ("\U000e0100山", "1文字目の基になる文字のない異体字セレクタ(U+E0100)は使えません。"),
        (
            "山\U000e0100\U000e0101",
            "3文字目の基になる文字のない異体字セレクタ(U+E0101)は使えません。",
        ),
        ("山\uffff", "2文字目の文字ではない符号(U+FFFF)は使えません。"),
        ("山\u2028田", "2文字目の制御文字(U+2028)は使えません。"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name_and_code_point(wrong: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        require_stored_text(wrong, path=("persons", "0", "name"))

    assert (refusal.value.message, refusal.value.path) == (message, ("persons", "0", "name"))


def test_ten_thousand_characters_are_refused_by_their_count() -> None:
    with pytest.raises(InvalidInputError, match=r"^1000文字までです\(10000文字あります\)。$"):
        require_stored_text("山" * 10_000)


def test_a_search_text_is_a_reading_only_if_all_of_it_is_kana() -> None:
    assert is_kana("さとう ハナコ")
    assert is_kana("ﾒｱﾘｰ")
    assert not is_kana("佐藤ハナコ")
    assert not is_kana("ー")
    assert katakana("さとう ｺﾞﾄｳ") == "サトウ ゴトウ"
