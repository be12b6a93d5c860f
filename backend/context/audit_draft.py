"""What one operation will have read or done: gathered while it runs, written once at its end."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Subject:
    """Whose data, by table and id; ``blocked`` where only the existence was shown (支援措置)."""

    kind: str
    id: UUID
    blocked: bool = False


@dataclass
class AuditDraft:
    """Gathers an audit event (監査事象)."""

    actions: list[str] = field(default_factory=list)
    subjects: set[Subject] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    search: dict[str, Any] = field(default_factory=dict)
    is_change: bool = False
    repeated: list[str] = field(default_factory=list)  # actions whose idempotency key was known

    def show(self, kind: str, ids: Iterable[UUID], *, blocked: bool = False) -> None:
        """Note that these rows go to the caller; one shown in full is not blocked any more."""
        for id_ in ids:
            in_full = Subject(kind, id_)
            if not blocked:
                self.subjects.discard(Subject(kind, id_, blocked=True))
                self.subjects.add(in_full)
            elif in_full not in self.subjects:
                self.subjects.add(Subject(kind, id_, blocked=True))

    def search_for(self, field_name: str, terms: Any) -> None:
        """Note the terms of a search, even where it finds nobody."""
        self.search[field_name] = terms

    @property
    def is_repeat(self) -> bool:
        """True when every action had been carried out by an earlier request: nothing changed."""
        return bool(self.repeated) and self.repeated == self.actions

    @property
    def must_be_written(self) -> bool:
        """Changes, personal data and searches leave an event; a look at the catalogue does not."""
        return self.is_change or bool(self.subjects) or bool(self.search)
