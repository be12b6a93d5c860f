"""Loaded form definitions, kept by version id: a published version never changes."""

from uuid import UUID

from backend.forms.definition import FormDefinition, load_definition
from backend.forms.tables.versions import FormVersionRow

MOST_KEPT = 500


class FormStore:
    """Keeps the definitions that were loaded, the last used longest."""

    def __init__(self) -> None:
        self._kept: dict[UUID, FormDefinition] = {}

    def get(self, version: FormVersionRow) -> FormDefinition:
        """The definition of a version."""
        definition = self._kept.pop(version.id, None) or load_definition(version.document)
        self._kept[version.id] = definition
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return definition
