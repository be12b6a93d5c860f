"""Form definitions: a template and its inputs, checked whole when they are loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.forms.asked import Input
from backend.forms.assets import FormAsset
from backend.forms.element_names import named_faults
from backend.forms.elements import Element, FormPage
from backend.forms.errors import InvalidTemplateError, TemplateFault
from backend.forms.loading import LoadedTemplate, read_template
from backend.forms.strokes import Stroke
from backend.forms.template_migrations import migrate
from backend.forms.template_schema import bytes_of


@dataclass(frozen=True)
class FormDefinition:
    """A form that can be filled and printed; ``document`` is the template as it was given."""

    id: str
    title: str
    duplex: str
    pages: tuple[FormPage, ...]
    inputs: tuple[Input, ...]
    document: Mapping[str, Any]
    assets: Mapping[str, FormAsset] = field(default_factory=dict)  # pictures, by their SHA-256
    is_pre_printed: bool = False
    consent: str = ""  # what somebody agrees to by signing; the city's sentence when empty

    @property
    def is_signed(self) -> bool:
        """Whether the form has a place for the notifier's signature."""
        return any(_is_signed(element) for page in self.pages for element in page.elements)

    @property
    def groups(self) -> frozenset[str]:
        """The groups of data items that the form asks for: ``seal`` of ``seal.persons[].name``."""
        return frozenset(asked.key.partition(".")[0].partition("[")[0] for asked in self.inputs)


SIGNATURE = "signature.image"


def _is_signed(element: Element) -> bool:
    own = element.kind.NAME == "sign" and element.field == SIGNATURE
    return own or any(_is_signed(child) for child in element.children)


def with_signature(values: Mapping[str, Any], strokes: Sequence[Stroke]) -> dict[str, Any]:
    """The values of a form with the strokes of a signature in their place."""
    return {**values, "signature": {"image": {"strokes": strokes}}}


def load_definition(
    document: Mapping[str, Any], assets: Mapping[str, FormAsset] | None = None
) -> FormDefinition:
    """Load a template of any known version; every fault is named with its place.

    ``assets`` are needed by who lays the form out: one that is missing there is refused there.
    """
    draft = load_draft(document, assets)
    if draft.loaded.faults:
        raise InvalidTemplateError(named_faults(draft.loaded.faults, migrate(document)))
    return draft.definition


@dataclass(frozen=True)
class LoadedDraft:
    """A template as far as it can be laid out, and what is wrong with it."""

    definition: FormDefinition
    loaded: LoadedTemplate


def load_draft(document: object, assets: Mapping[str, FormAsset] | None = None) -> LoadedDraft:
    """Load what is sound of a template that is being drawn."""
    if not isinstance(document, Mapping) or bytes_of(document) is None:
        message = "様式は JSON のオブジェクトでなければなりません。"
        fault = TemplateFault(code="SHAPE", place="", message=message)
        nothing = _definition({}, LoadedTemplate(), {}, {})
        return LoadedDraft(nothing, LoadedTemplate(faults=[fault]))
    template = migrate(document)
    loaded = read_template(template)
    return LoadedDraft(_definition(template, loaded, document, assets or {}), loaded)


def _definition(
    template: Mapping[str, Any],
    loaded: LoadedTemplate,
    document: Mapping[str, Any],
    assets: Mapping[str, FormAsset],
) -> FormDefinition:
    given = template.get("print")
    printing: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    duplex = printing.get("duplex")
    return FormDefinition(
        id=_text(template, "id"),
        title=_text(template, "title"),
        duplex=duplex if duplex in _DUPLEX else _DUPLEX[0],
        inputs=loaded.inputs,
        pages=tuple(loaded.pages),
        document=document,
        assets=assets,
        is_pre_printed=printing.get("prePrinted") is True,
        consent=_text(template, "consent"),
    )


_DUPLEX = ("none", "longEdge", "shortEdge")


def _text(template: Mapping[str, Any], name: str) -> str:
    value = template.get(name)
    return value if isinstance(value, str) else ""
