"""The invented family that moves in, and what its members answer. Nobody of them is real."""

from typing import Any

PREVIOUS_ADDRESS = {
    "text": "海星県海星市中央二丁目５番６号　コーポ波音１０２",
    "postalCode": "0000801",
    "headName": "葛\U000e0102西　健一",
}
NEW_ADDRESS = {
    "text": "霞城市東町一丁目２番３号　霞ハイツ２０１号室",
    "postalCode": "0000101",
    "headName": "葛\U000e0102西　健一",
}
DOMICILE = {
    "registeredDomicile": "海星県海星市中央二丁目５番",
    "familyRegisterHead": "葛\U000e0102西　健一",
}

HEAD = "葛\U000e0102西　健一"
SPOUSE = "NGUYEN THI LAN"
DAUGHTER = "葛\U000e0102西　さくら"
SON = "葛\U000e0102西　海斗"
GRANDMOTHER = "葛\U000e0102西　フミ"

PERSONS: tuple[dict[str, Any], ...] = (
    {
        "name": HEAD,
        "furigana": "カサイ　ケンイチ",
        "birthDate": "昭和61年4月12日",
        "sex": "MALE",
        "relationshipCodes": ["02"],
        "isJapanese": True,
        **DOMICILE,
    },
    {
        "name": SPOUSE,
        "furigana": "グエン　ティ　ラン",
        "birthDate": "1988-02-20",
        "sex": "FEMALE",
        "relationshipCodes": ["12"],
        "isJapanese": False,
        "nationality": "ベトナム",
        "statusOfResidence": "日本人の配偶者等",
        "periodOfStay": "３年",
        "stayExpiresOn": "2028-03-15",
        "commonName": "葛\U000e0102西　蘭",
    },
    {
        "name": DAUGHTER,
        "furigana": "カサイ　サクラ",
        "birthDate": "平成29年9月3日",
        "sex": "FEMALE",
        "relationshipCodes": ["20"],
        "isJapanese": True,
        **DOMICILE,
    },
    {
        "name": SON,
        "furigana": "カサイ　カイト",
        "birthDate": "令和5年5月20日",
        "sex": "MALE",
        "relationshipCodes": ["20"],
        "isJapanese": True,
        **DOMICILE,
    },
    {
        "name": GRANDMOTHER,
        "furigana": "カサイ　フミ",
        "birthDate": "3230211",
        "sex": "FEMALE",
        "relationshipCodes": ["52"],
        "isJapanese": True,
        **DOMICILE,
    },
)

# Question → answer for all, or by person. What stands nowhere is answered with «no».
ANSWERS: dict[str, Any] = {
    "my_number_card": True,
    "other_health_insurance": False,
    "pension": {HEAD: "first", SPOUSE: "first"},
    "same_wide_area_union": False,
    "main_earner": {HEAD: True},
    "wants_certificate": True,
    "childcare": {SON: "nursery"},
    "water_contract": True,
    "moped": {HEAD: True},
    "dog": True,
}
