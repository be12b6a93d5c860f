"""What in a PDF acts by itself, reaches outside or carries other files."""

from collections.abc import Iterable, Iterator

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject

# Shown to the official.
SCRIPT = "スクリプト（JavaScript）"
AUTOMATIC = "自動実行の動作"
LAUNCH = "プログラムの起動"
SUBMISSION = "データの送信・取込み"
OTHER_FILE = "他のファイルへの移動"
EMBEDDED = "埋め込まれたファイル"
MEDIA = "動画・音声・3D"
XFA = "XFAフォーム"

KEYS = {
    "/JS": SCRIPT,
    "/JavaScript": SCRIPT,
    "/AA": AUTOMATIC,
    "/EmbeddedFiles": EMBEDDED,
    "/EF": EMBEDDED,
    "/RichMediaContent": MEDIA,
    "/RichMediaSettings": MEDIA,
    "/XFA": XFA,
}
ACTIONS = {
    "/JavaScript": SCRIPT,
    "/Launch": LAUNCH,
    "/SubmitForm": SUBMISSION,
    "/ImportData": SUBMISSION,
    "/GoToR": OTHER_FILE,
    "/GoToE": OTHER_FILE,
    "/Rendition": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/RichMediaExecute": MEDIA,
}
TYPES = {
    "/EmbeddedFile": EMBEDDED,
    "/FileAttachment": EMBEDDED,
    "/RichMedia": MEDIA,
    "/Screen": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/3D": MEDIA,
}


def active_content(objects: Iterable[object]) -> list[str]:
    """What was found in these objects, each once; references between them are not followed."""
    return sorted({word for one in objects for part in _parts(one) for word in _found(part)})


def _parts(top: object) -> Iterator[DictionaryObject]:
    """All dictionaries in an object, however deep, without recursion."""
    waiting = [top]
    while waiting:
        part = waiting.pop()
        if isinstance(part, DictionaryObject):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, ArrayObject):
            waiting.extend(part)


def _found(part: DictionaryObject) -> Iterator[str]:
    yield from (word for key, word in KEYS.items() if key in part)
    for key, words in (("/S", ACTIONS), ("/Type", TYPES), ("/Subtype", TYPES)):
        value = resolved(part, key)
        if isinstance(value, NameObject) and value in words:
            yield words[value]
    opening = resolved(part, "/OpenAction")
    # A page to begin with is no action; anything else happens without being asked for.
    if isinstance(opening, DictionaryObject) and resolved(opening, "/S") != "/GoTo":
        yield AUTOMATIC


def resolved(part: DictionaryObject, key: str) -> object:
    """The value of a key, a reference followed; nothing where there is none."""
    value = part.raw_get(key) if key in part else None
    return value.get_object() if isinstance(value, PdfObject) else value
