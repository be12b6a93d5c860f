"""Steps of officials who make forms."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.server import Json, Official, fresh_key, uuid_of

FORM = """query ($id: ID!) { formDefinition(id: $id) { id code title state hasDraft
  mayEdit mayPublish section { code } changedAt changedBy { name }
  draft { id version isChanged basedOnNumber template savedBy { name } }
  editors { name tabId isSelf }
  versions(last: 10) { nodes { id number status validFrom validTo isEnded note
    publishedBy { name } template } }
  revisions(last: 50) { nodes { id number kind note versionNumber savedBy { name } template } }
} }"""


def label(name: str, text: str, **more: Any) -> Json:
    """A label of a template."""
    return {"id": name, "kind": "label", "x": 20, "y": 20, "w": 80, "h": 8, "text": text, **more}


def template(*elements: Json, code: str = "new_form", title: str = "新しい届", **more: Any) -> Json:
    """A template of one A4 page."""
    page = {"id": "page1", "size": "A4", "elements": list(elements)}
    return {
        "format": "form-template",
        "version": "1.0",
        "id": code,
        "title": title,
        "inputs": [],
        "pages": [page],
        **more,
    }


@dataclass(kw_only=True)
class Form:
    """A form that an official has made."""

    official: Official
    id: str
    code: str
    version: int
    template: Json

    @classmethod
    async def create(cls, official: Official, **given: Any) -> "Form":
        """Make a form: of the official's section, from white paper unless it is said."""
        given = {"title": "新しい届", "sectionCode": "citizens", **given}
        made = await official.change("create_form", **given)
        assert made["__typename"] == "FormDefinition", made
        draft = made["draft"]
        return cls(
            official=official,
            id=made["id"],
            code=made["formCode"],
            version=draft["version"],
            template=draft["template"],
        )

    @property
    def uuid(self) -> UUID:
        """The id in the database."""
        return uuid_of(self.id)

    def with_elements(self, *elements: Json, **more: Any) -> Json:
        """The template with other elements on its first page."""
        (page, *others) = self.template["pages"]
        return {**self.template, "pages": [{**page, "elements": list(elements)}, *others], **more}

    async def save(self, changed: Json, *, by: Official | None = None, **more: Any) -> Json:
        """Save a template over the version that was seen last; gives the answer."""
        official = by or self.official
        given = {"formId": self.id, "expectedVersion": self.version, "template": changed, **more}
        answer: Json = await official.change("save_form_draft", **given)
        if answer["__typename"] == "FormDraft":
            self.version, self.template = answer["version"], changed
        return answer

    async def look(self, by: Official | None = None) -> Json:
        """The form as it is now."""
        found: Json = (await (by or self.official).ask(FORM, id=self.id)).field
        return found

    async def step(self, name: str, *, by: Official | None = None, **given: Any) -> Json:
        """A change of the form."""
        key = {"idempotencyKey": fresh_key()}
        answer: Json = await (by or self.official).change(name, formId=self.id, **key, **given)
        return answer
