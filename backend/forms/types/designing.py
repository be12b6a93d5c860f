"""What the designer asks for: layouts with findings, field kinds, data items, sample families."""

from collections.abc import Mapping
from typing import Any

import strawberry
from strawberry.scalars import JSON

from backend.forms import data_items, designing, samples
from backend.forms.data_items import DataItem
from backend.forms.field_kinds import kind as kinds
from backend.forms.form_dates import DateValue
from backend.forms.types.findings import FormFinding
from backend.forms.types.versions import InputChoice

strawberry.enum(kinds.PanelSection, description="Part of the property panel (設定欄の区分).")


@strawberry.input(description="A template to lay out with a sample family (レイアウトの入力).")
class LayOutFormInput:
    template: JSON | None = strawberry.field(
        default=None, description="The template as it is being drawn."
    )
    form_id: strawberry.ID | None = strawberry.field(
        default=None, description="Instead of a template: the form's draft as it was saved last."
    )
    family: str = strawberry.field(description="A code of sampleFamilies.")
    known: str | None = strawberry.field(
        default=None,
        description="The hash of the last layout: blocks that are the same come as their key.",
    )
    is_blank: bool | None = strawberry.field(
        default=None, description="With no values, as a blank form is printed."
    )
    is_pre_printed: bool | None = strawberry.field(
        default=None, description="As on pre-printed paper: the background is not drawn."
    )


@strawberry.type(description="A form laid out for the designer (レイアウト).")
class FormLayout:
    hash: str = strawberry.field(description="Send it as known with the next edit.")
    fonts: JSON = strawberry.field(description="Font names by the hashes that glyph runs name.")
    pages: JSON = strawberry.field(
        description="Printed sides: page, name, width, height, sheet and blocks, each"
        " {element, items} of schema/display_list.schema.json, or the key alone if unchanged."
    )
    findings: list[FormFinding]

    @classmethod
    def of(cls, layout: designing.FormLayout) -> "FormLayout":
        """The layout as the API shows it."""
        return cls(
            hash=layout.hash,
            fonts=JSON(layout.fonts),
            pages=JSON(layout.pages),
            findings=[FormFinding.of(found) for found in layout.findings],
        )


@strawberry.type(description="An invented family to try a form with (見本の世帯).")
class SampleFamily:
    code: str
    label: str
    description: str

    @classmethod
    def of(cls, family: samples.Family) -> "SampleFamily":
        """The family as the API shows it."""
        return cls(code=family.code, label=family.label, description=family.description)


@strawberry.type(description="One of the answers to a question of the panel (選択肢).")
class PropertyChoice:
    value: JSON | None
    label: str


@strawberry.type(description="One question of the property panel (設定項目).")
class FieldProperty:
    key: str = strawberry.field(description="Key of the element; style.size is inside style.")
    question: str
    editor: str = strawberry.field(
        description="text, longText, number, boolean, choice, choices, dataItem, condition, color,"
        " dash or asset; choice and choices without choices offer those of the bound item."
    )
    section: kinds.PanelSection
    help: str
    unit: str
    minimum: float | None
    maximum: float | None
    step: float | None
    choices: list[PropertyChoice]

    @classmethod
    def of(cls, entry: kinds.Property) -> "FieldProperty":
        """The question as the API shows it."""
        return cls(
            key=entry.key,
            question=entry.question,
            editor=entry.editor,
            section=entry.section,
            help=entry.help,
            unit=entry.unit,
            minimum=entry.minimum,
            maximum=entry.maximum,
            step=entry.step,
            choices=[PropertyChoice(value=value, label=label) for value, label in entry.choices],
        )


@strawberry.type(description="A kind of field: palette entry and property panel (項目の種類).")
class FieldKind:
    kind: str
    label: str
    group: str = strawberry.field(description="The palette's group.")
    help: str
    icon: str = strawberry.field(description="SVG path data, lines in a box of 24 by 24.")
    width: float = strawberry.field(description="Of a new element, in mm.")
    height: float = strawberry.field(description="Of a new element, in mm.")
    preset: JSON = strawberry.field(description="Keys of a new element.")
    must_bind: bool = strawberry.field(description="Whether it needs a data item to print.")
    binds: list[str] = strawberry.field(description="Types of the data items that it prints.")
    is_container: bool = strawberry.field(description="Whether elements stand inside it.")
    properties: list[FieldProperty]

    @classmethod
    def of(cls, kind: kinds.FieldKind) -> "FieldKind":
        """The kind as the API shows it."""
        width, height = kind.SIZE
        return cls(
            kind=kind.NAME,
            label=kind.LABEL,
            group=kind.GROUP,
            help=kind.HELP,
            icon=kind.ICON,
            width=width,
            height=height,
            preset=JSON(dict(kind.PRESET)),
            must_bind=kind.MUST_BIND,
            binds=sorted(kind.BINDS),
            is_container=kind.IS_CONTAINER,
            properties=[FieldProperty.of(entry) for entry in kind.questions()],
        )


# The item has a field of the name ``list``.
Texts = list[str]
Choices = list[InputChoice]


@strawberry.type(description="A name that forms can print, ask and compare (項目).")
class FormDataItem:
    name: str
    label: str
    path: Texts = strawberry.field(description="Groups from the top, in Japanese.")
    type: str
    list: str | None = strawberry.field(description="The list whose rows have it (persons).")
    choices: Choices
    sample: str = strawberry.field(description="A sample value in words.")

    @classmethod
    def of(cls, item: DataItem) -> "FormDataItem":
        """The item as the API shows it."""
        return cls(
            name=item.name,
            label=item.label,
            path=[*data_items.group_path(item.name)],
            type=item.type,
            list=data_items.list_of(item.name),
            choices=[InputChoice(value=entry.value, label=entry.label) for entry in item.choices],
            sample=sample_words(item, item.sample),
        )


def sample_words(item: DataItem, value: Any) -> str:
    """A value as it would be printed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, Mapping):
        return DateValue.read(value).written() if item.type == "date" else ""
    return item.label_of(value) or str(value) if isinstance(value, str) else str(value)
