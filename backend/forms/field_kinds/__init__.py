"""Field kinds (項目の種類), in the order in which the designer's palette shows them."""

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
from backend.forms.field_kinds.qr import Qr
from backend.forms.field_kinds.repeat import Repeat
from backend.forms.field_kinds.sign import Sign
from backend.forms.field_kinds.stamp import Stamp
from backend.forms.field_kinds.table import Table
from backend.forms.field_kinds.text import Text
from backend.forms.field_kinds.vertical_text import VerticalText

FIELD_KINDS: tuple[FieldKind, ...] = (
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

KIND_BY_NAME = {kind.NAME: kind for kind in FIELD_KINDS}
