"""The ready forms (ひな型): templates that every city can begin from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from backend.errors import NotFoundError
from backend.forms.drafting import template_hash
from backend.forms.template_migrations import migrate

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "forms"
DESCRIPTION = "x-description"  # of a ready form alone: never read by the layout

# Whose forms these usually are: the codes of sections; those of no section are everybody's.
SECTION_OF = {
    "resident_change": "citizens",
    "certificate_application": "citizens",
    "seal_registration": "citizens",
    "card_face_change": "citizens",
    "card_continued_use": "citizens",
    "health_insurance": "insurance",
    "late_stage_medical": "insurance",
    "national_pension": "insurance",
    "place_of_origin_exception": "insurance",
    "child_allowance_claim": "child_benefit",
    "child_allowance_amount_change": "child_benefit",
    "child_medical": "child_benefit",
    "care_certification": "care",
    "care_insurance": "care",
}


@dataclass(frozen=True)
class ReadyForm:
    """A ready form: its template and what the gallery says of it."""

    code: str
    title: str
    description: str
    pages: int
    size: str
    sha256: str
    template: Mapping[str, Any]


@lru_cache(maxsize=1)
def ready_forms() -> Mapping[str, ReadyForm]:
    """All ready forms by their codes, in the order of their titles."""
    found = [_ready_form(path) for path in FOLDER.glob("*.json")]
    return {form.code: form for form in sorted(found, key=lambda form: (form.title, form.code))}


def get_ready_form(code: str, *path: str) -> ReadyForm:
    """One ready form; refuses a code that none has."""
    found = ready_forms().get(code)
    if found is None:
        raise NotFoundError("このひな型はありません。", path=path)
    return found


def _ready_form(path: Path) -> ReadyForm:
    template = migrate(json.loads(path.read_text("utf-8")))
    return ReadyForm(
        code=template["id"],
        title=template["title"],
        description=template.get(DESCRIPTION) or _described(template),
        pages=len(template["pages"]),
        size="・".join(dict.fromkeys(size_in_words(page["size"]) for page in template["pages"])),
        sha256=template_hash(template),
        template=template,
    )


def size_in_words(size: str | list[float]) -> str:
    """The paper of a page: A4 縦, A3 横, 100×148 mm."""
    if isinstance(size, str):
        name, _, turned = size.partition(" ")
        return f"{name} {'横' if turned else '縦'}"
    return f"{size[0]:g}×{size[1]:g} mm"


def _described(template: Mapping[str, Any]) -> str:
    fields = sum("bind" in element for page in template["pages"] for element in page["elements"])
    return (
        f"{len(template['pages'])}ページ・印字する項目{fields}・入力項目{len(template['inputs'])}"
    )
