"""People of the first city whose names no seed changes: for manuals and the demonstration."""

from dataclasses import dataclass

from backend.residents.rules import Codes
from backend.residents.status import Sex


@dataclass(frozen=True, kw_only=True)
class SamplePerson:
    """One person of a sample family. ``key`` is how manuals and demonstrations refer to them."""

    key: str
    codes: Codes
    sex: Sex
    birth: str
    family_name: str = ""
    family_furigana: str = ""
    given_name: str = ""
    given_furigana: str = ""
    latin_name: str | None = None
    furigana: str | None = None
    common_name: str | None = None
    common_name_furigana: str | None = None
    nationality: str | None = None
    former_surname: str | None = None
    former_surname_furigana: str | None = None


@dataclass(frozen=True, kw_only=True)
class SampleHousehold:
    """One sample family."""

    members: tuple[SamplePerson, ...]
    is_restricted: bool = False  # 支援措置


def _aoba(key: str, codes: Codes, sex: Sex, birth: str, given: str, reading: str) -> SamplePerson:
    return SamplePerson(
        key=key,
        codes=codes,
        sex=sex,
        birth=birth,
        family_name="青葉",
        family_furigana="アオバ",
        given_name=given,
        given_furigana=reading,
    )


SAMPLES: tuple[SampleHousehold, ...] = (
    # A family that comes for a certificate.
    SampleHousehold(
        members=(
            _aoba("certificate", ("02",), Sex.MALE, "昭和55年3月5日", "太郎", "タロウ"),
            SamplePerson(
                key="former_surname",
                codes=("12",),
                sex=Sex.FEMALE,
                birth="昭和57年11月30日",
                family_name="青葉",
                family_furigana="アオバ",
                given_name="花子",
                given_furigana="ハナコ",
                former_surname="若草",
                former_surname_furigana="ワカクサ",
            ),
            _aoba("schoolchild", ("20",), Sex.FEMALE, "平成28年6月15日", "さくら", "サクラ"),
            _aoba("preschooler", ("20",), Sex.MALE, "令和4年4月1日", "陽翔", "ハルト"),
            _aoba("grandmother", ("52",), Sex.FEMALE, "昭和23年1月8日", "ヨシ", "ヨシ"),
        ),
    ),
    # A mother and child under a protective measure.
    SampleHousehold(
        is_restricted=True,
        members=(
            SamplePerson(
                key="restricted",
                codes=("02",),
                sex=Sex.FEMALE,
                birth="平成2年7月20日",
                family_name="白石",
                family_furigana="シライシ",
                given_name="澪",
                given_furigana="ミオ",
            ),
            SamplePerson(
                key="restricted_child",
                codes=("20",),
                sex=Sex.MALE,
                birth="令和元年5月1日",
                family_name="白石",
                family_furigana="シライシ",
                given_name="律",
                given_furigana="リツ",
            ),
        ),
    ),
    # Variation sequences and a character outside the first 65,536.
    SampleHousehold(
        members=(
            SamplePerson(
                key="variant_characters",
                codes=("02",),
                sex=Sex.MALE,
                birth="昭和16年12月8日",
                family_name="渡邉\U000e010f",
                family_furigana="ワタナベ",
                given_name="𠮷彦",
                given_furigana="ヨシヒコ",
            ),
            SamplePerson(
                key="impossible_birth_date",
                codes=("12",),
                sex=Sex.FEMALE,
                birth="昭和20年2月29日",
                family_name="渡邉\U000e010f",
                family_furigana="ワタナベ",
                given_name="ヱイ",
                given_furigana="エイ",
            ),
        ),
    ),
    # A foreign resident with a common name, and one whose birth date is partly unknown.
    SampleHousehold(
        members=(
            SamplePerson(
                key="common_name",
                codes=("02",),
                sex=Sex.FEMALE,
                birth="1994年9月2日",
                latin_name="NGUYEN THI LAN",
                furigana="グエン　ティ　ラン",
                common_name="林　蘭",
                common_name_furigana="ハヤシ　ラン",
                nationality="ベトナム",
            ),
        ),
    ),
    SampleHousehold(
        members=(
            SamplePerson(
                key="unknown_birth_date",
                codes=("02",),
                sex=Sex.MALE,
                birth="昭和19年 月日不詳",
                family_name="葛\U000e0102城",
                family_furigana="カツラギ",
                given_name="辰夫",
                given_furigana="タツオ",
            ),
        ),
    ),
)
