"""Rules of a form's life: who may change it, where it stands, how its history is kept.

Plain functions on plain values: no database, no clock.
"""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from backend.context.permissions import Permission
from backend.context.principal import Principal
from backend.errors import NotPermittedError, WrongStatusError
from backend.forms.status import FormState, RevisionKind

ONE_REVISION = timedelta(minutes=10)  # saves of one person within it are one revision
SEEN_WITHIN = timedelta(seconds=60)  # three beats: who has not been seen since has left
EDITING = (Permission.EDIT_FORMS, Permission.EDIT_ALL_FORMS)
READING_DRAFTS = (*EDITING, Permission.PUBLISH_FORMS)


def template_hash(template: Mapping[str, Any]) -> str:
    """The hash of a template, the same whatever the order of its keys."""
    return hashlib.sha256(orjson.dumps(template, option=orjson.OPT_SORT_KEYS)).hexdigest()


def is_own(section_id: UUID | None, principal: Principal) -> bool:
    """Whether a form is of the official's own sections, or of no section."""
    return section_id is None or section_id in principal.section_ids


def may_edit(section_id: UUID | None, principal: Principal | None) -> bool:
    """Whether the official may draft a form."""
    if principal is None:
        return False
    if Permission.EDIT_ALL_FORMS in principal.permissions:
        return True
    return Permission.EDIT_FORMS in principal.permissions and is_own(section_id, principal)


def may_publish(section_id: UUID | None, principal: Principal | None) -> bool:
    """Whether the official may publish a form: of their own sections, or with all forms."""
    if principal is None or Permission.PUBLISH_FORMS not in principal.permissions:
        return False
    return Permission.EDIT_ALL_FORMS in principal.permissions or is_own(section_id, principal)


def require_may_edit(section_id: UUID | None, principal: Principal) -> None:
    """Refuse who may look at the form only."""
    if not may_edit(section_id, principal):
        raise NotPermittedError(
            "ほかの課の帳票です。閲覧だけができます。変更は担当の課に頼んでください。"
        )


def require_may_publish(section_id: UUID | None, principal: Principal) -> None:
    """Refuse who may not put the form into use."""
    if not may_publish(section_id, principal):
        raise NotPermittedError("ほかの課の帳票は公開できません。担当の課に頼んでください。")


def require_never_published(versions: int) -> None:
    """Refuse to remove a form that had a version: cases and papers may be bound to it."""
    if versions:
        raise WrongStatusError(
            "一度公開した帳票は削除できません。使わないときは、版の終了の日を決めてください。",
            status="PUBLISHED",
            path=("input", "formId"),
        )


def require_closed(names: Sequence[str]) -> None:
    """Refuse to remove a form that others have open, so that nobody loses work."""
    if names:
        listed = "、".join(f"{name}さん" for name in dict.fromkeys(names))
        raise WrongStatusError(
            f"{listed}が開いています。閉じてもらってから削除してください。",
            status="OPEN",
            path=("input", "formId"),
        )


@dataclass(frozen=True, slots=True)
class Validity:
    """When a published version holds."""

    number: int
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the version may be used on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def version_on(versions: Sequence[Validity], day: date) -> Validity | None:
    """The version used on a day: of several that hold the newest."""
    holding = [version for version in versions if version.holds_on(day)]
    return max(holding, key=lambda version: version.number, default=None)


def form_state(versions: Sequence[Validity], today: date) -> FormState:
    """Where a form stands."""
    if version_on(versions, today) is not None:
        return FormState.IN_FORCE
    if any(version.valid_from > today for version in versions):
        return FormState.SCHEDULED
    return FormState.ENDED if versions else FormState.DRAFT_ONLY


@dataclass(frozen=True, slots=True)
class LastRevision:
    """What the newest revision of a form is."""

    kind: RevisionKind
    saved_by: UUID | None
    begun_at: datetime
    note: str | None


def goes_on(last: LastRevision | None, saved_by: UUID, now: datetime, note: str | None) -> bool:
    """Whether a save belongs to the newest revision: the same person's, and not yet named."""
    return (
        last is not None
        and note is None
        and last.note is None
        and last.kind is RevisionKind.SAVED
        and last.saved_by == saved_by
        and now - last.begun_at < ONE_REVISION
    )


def free_code(wanted: str, taken: Collection[str]) -> str:
    """A code that no form of the city has: the wanted one, or with the next number behind it."""
    if wanted not in taken:
        return wanted
    stem, number = re.sub(r"_\d+$", "", wanted)[:58], 2
    while (code := f"{stem}_{number}") in taken:
        number += 1
    return code
