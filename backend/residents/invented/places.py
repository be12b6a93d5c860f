"""Places that do not exist: two cities, their towns, and where people come from and go to."""

from dataclasses import dataclass

from backend.shared.numbers import municipality_check_digit

PREFECTURE = "霞野県"


@dataclass(frozen=True)
class Town:
    """A part of a city (町字)."""

    name: str
    postal_code: str
    last_chome: int  # 0: not divided into 丁目
    neighbourhood: str  # 自治区
    elementary_school: str
    junior_high_school: str


@dataclass(frozen=True)
class CitySpec:
    """One invented city."""

    city_id: int
    local_government_code: str
    name: str
    mayor_title: str
    towns: tuple[Town, ...]
    share: float  # of the number of residents asked for
    has_samples: bool = False  # the people with fixed names live here


@dataclass(frozen=True)
class Elsewhere:
    """A municipality that people move from or to."""

    prefecture: str
    municipality: str
    town: str
    postal_code: str


_EAST = ("桜台", "若葉町", "緑ヶ丘", "霞町", "本町", "栄町", "旭町", "大手町", "城北町", "城南町")
_WEST = ("西霞", "川原町", "水車町", "花岡", "月見町", "葛󠄂原", "鶴巻", "榊󠄂台", "芦󠄂原", "柳町")
_HILL = ("大字霞野", "大字神明", "大字上野原", "大字下野原", "大字祝井", "大字滝ノ沢", "大字辻󠄂")
_SECOND = ("中央", "港町", "汐見台", "松風町", "大字浜野", "大字磯部")


def _towns(names: tuple[str, ...], first_postal_code: int) -> tuple[Town, ...]:
    return tuple(
        Town(
            name=name,
            postal_code=f"000{first_postal_code + place:04}",
            last_chome=0 if name.startswith("大字") else 1 + place % 6,
            neighbourhood=f"{name.removeprefix('大字')}区",
            elementary_school=f"{names[place // 3 * 3].removeprefix('大字')}小学校",
            junior_high_school=f"{names[place // 6 * 6].removeprefix('大字')}中学校",
        )
        for place, name in enumerate(names)
    )


def _code(first_digits: str) -> str:
    return first_digits + municipality_check_digit(first_digits)


CITIES: tuple[CitySpec, ...] = (
    CitySpec(
        city_id=1,
        local_government_code=_code("99201"),
        name="霞城市",
        mayor_title="霞城市長",
        towns=_towns(_EAST + _WEST + _HILL, 101),
        share=1.0,
        has_samples=True,
    ),
    CitySpec(
        city_id=2,
        local_government_code=_code("99202"),
        name="汐見市",
        mayor_title="汐見市長",
        towns=_towns(_SECOND, 501),
        share=0.1,
    ),
)

ELSEWHERE: tuple[Elsewhere, ...] = (
    Elsewhere(PREFECTURE, "汐見市", "港町", "0000502"),
    Elsewhere(PREFECTURE, "北霞町", "大字雪見", "0000701"),
    Elsewhere("海星県", "海星市", "中央", "0000801"),
    Elsewhere("海星県", "入船市", "波止場町", "0000802"),
    Elsewhere("陽向県", "陽向市", "大通", "0000901"),
    Elsewhere("陽向県", "麦野村", "大字麦野", "0000902"),
)

ABROAD: tuple[str, ...] = ("ベトナム", "ブラジル", "アメリカ", "フィリピン", "台湾", "大韓民国")
