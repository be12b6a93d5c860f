"""Field kinds (項目の種類), in the order in which the designer's palette shows them.

Our own stand in the list below; those of installed packages follow (``plugins.py``).
"""

from backend.forms.field_kinds.barcode import Barcode
from backend.forms.field_kinds.box import BoxKind
from backend.forms.field_kinds.char_boxes import CharBoxes
from backend.forms.field_kinds.check import Check
from backend.forms.field_kinds.circle_choice import CircleChoice
from backend.forms.field_kinds.era_date import EraDate
from backend.forms.field_kinds.image import ImageKind
from backend.forms.field_kinds.kind import FieldKind
from backend.forms.field_kinds.label import Label
from backend.forms.field_kinds.line import LineKind
from backend.forms.field_kinds.page_number import PageNumber
from backend.forms.field_kinds.plugins import RefusedKind, collect
from backend.forms.field_kinds.qr import Qr
from backend.forms.field_kinds.repeat import Repeat
from backend.forms.field_kinds.sign import Sign
from backend.forms.field_kinds.stamp import Stamp
from backend.forms.field_kinds.table import Table
from backend.forms.field_kinds.text import Text
from backend.forms.field_kinds.vertical_text import VerticalText

OWN_KINDS: tuple[FieldKind, ...] = (
    Text(),
    VerticalText(),
    CharBoxes(),
    CircleChoice(),
    Check(),
    EraDate(),
    Repeat(),
    Qr(),
    Barcode(),
    Sign(),
    Stamp(),
    Label(),
    PageNumber(),
    Table(),
    BoxKind(),
    LineKind(),
    ImageKind(),
)

_COLLECTED = collect(OWN_KINDS)
FIELD_KINDS: tuple[FieldKind, ...] = _COLLECTED.kinds
REFUSED_KINDS: tuple[RefusedKind, ...] = _COLLECTED.refused
KIND_BY_NAME = {kind.NAME: kind for kind in FIELD_KINDS}


def missing_kind(name: str) -> str:
    """What to say of a template that uses a kind that is not there, in Japanese."""
    for refused in REFUSED_KINDS:
        if refused.name == name:
            reason = f"拡張「{refused.package}」を読み込めませんでした。"
            return f"項目の種類「{name}」は使えません。{reason}"
    return f"項目の種類「{name}」はありません。"
