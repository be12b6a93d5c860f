"""What 運転免許証 and マイナ免許証 have in common: names of entries, and a PIN that is not set."""

UNLOCKED_BY = "警察署または運転免許センターで、暗証番号のロック解除を受けてください。"
# What is compared on a card whose holder set no PIN (MF/000A); sent only after reading that.
NO_PIN = "****"
NO_PIN_PATTERN = r"\*{4}"
EXPIRED = "有効期限が切れています。"

TEXTS = {
    0x12: "name",
    0x13: "called_name_kana",
    0x14: "common_name",
    0x15: "unified_name_kana",
    0x17: "address",
    0x1A: "colour",
    0x1C: "condition_1",
    0x1D: "condition_2",
    0x1E: "condition_3",
    0x1F: "condition_4",
    0x20: "issued_by",
}
NUMBERS = {0x19: "reference_number", 0x21: "licence_number"}
DATES = {0x16: "birth_date", 0x18: "issued_on", 0x1B: "expires_on"}
CATEGORIES = {
    0x22: "category_motorcycle_small_special_moped",  # 二・小・原
    0x23: "category_other",
    0x24: "category_second_class",
    0x25: "category_large",
    0x26: "category_ordinary",
    0x27: "category_large_special",
    0x28: "category_large_motorcycle",
    0x29: "category_ordinary_motorcycle",
    0x2A: "category_small_special",
    0x2B: "category_moped",
    0x2C: "category_towing",
    0x2D: "category_large_second_class",
    0x2E: "category_ordinary_second_class",
    0x2F: "category_large_special_second_class",
    0x30: "category_towing_second_class",
    0x31: "category_medium",
    0x32: "category_medium_second_class",
    0x33: "category_semi_medium",
}
