"""End a version, withdraw one before its first day (版の終了・取下げ)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.context.operation import Operation
from backend.errors import InvalidInputError, NotFoundError, WrongStatusError
from backend.forms.commands.drafting_steps import is_content_of, tell, touch
from backend.forms.commands.publish_form import published, require_confirmed, validities
from backend.forms.drafting import Validity, require_may_publish
from backend.forms.publishing import VALID_TO, alerts_of_end
from backend.forms.repository import drafts as repository
from backend.forms.status import FormEventKind
from backend.forms.tables.versions import FormDefinitionRow, FormVersionRow, FormVersionStatus

PATH = ("input", "versionId")


@dataclass(frozen=True, kw_only=True)
class EndFormVersion:
    """Which version, its last day (none: it goes on), and what was looked at."""

    version_id: UUID | None
    valid_to: date | None
    confirmed_alerts: Sequence[str]


async def end_form_version(operation: Operation, asked: EndFormVersion) -> UUID:
    """Set the last day of a version; the form as it was printed stays as it is."""
    form, version = await _load(operation, asked.version_id)
    if version.valid_to is not None and version.valid_to < operation.today:
        raise WrongStatusError("この版はもう終了しています。", status="ENDED", path=PATH)
    last = asked.valid_to
    if last is not None:
        _require_last_day(last, version, operation.today)
        others = [
            one
            for one in published(await repository.list_versions(operation.session, form.id))
            if one.id != version.id
        ]
        shortened = Validity(version.number, version.valid_from, last)
        require_confirmed(
            list(alerts_of_end([*validities(others), shortened], last)), asked.confirmed_alerts
        )
    version.valid_to = last
    version.ended_at = operation.now if last else None
    version.ended_by = operation.signed_in.staff_id if last else None
    touch(operation, form)
    tell(operation, form, FormEventKind.VERSION_ENDED, version_number=version.number)
    return version.id


async def withdraw_form_version(operation: Operation, version_id: UUID | None) -> UUID:
    """Withdraw a version before its first day; its number is not used again."""
    form, version = await _load(operation, version_id)
    if version.valid_from <= operation.today:
        raise WrongStatusError(
            "使い始めた版は取り下げられません。終了の日を決めてください。",
            status="IN_FORCE",
            path=PATH,
        )
    version.status = FormVersionStatus.WITHDRAWN
    version.ended_at, version.ended_by = operation.now, operation.signed_in.staff_id
    await operation.session.flush()
    await _rest_draft(operation, form, version)
    touch(operation, form)
    tell(operation, form, FormEventKind.VERSION_WITHDRAWN, version_number=version.number)
    return version.id


async def _rest_draft(
    operation: Operation, form: FormDefinitionRow, withdrawn: FormVersionRow
) -> None:
    """The draft was this version: what it is based on now is the one before."""
    draft = await repository.find_draft(operation.session, form.id)
    if draft is None or draft.based_on_number != withdrawn.number:
        return
    before = await repository.find_newest_version(operation.session, form.id)
    draft.based_on_number = before.number if before else None
    draft.is_changed = not is_content_of(before, draft)
    form.title = (before.document if before else draft.template)["title"]


async def _load(
    operation: Operation, version_id: UUID | None
) -> tuple[FormDefinitionRow, FormVersionRow]:
    found = await repository.find_version(operation.session, version_id)
    if found is None:
        raise NotFoundError("この帳票の版は見つかりません。", path=PATH)
    form = await repository.get_form_for_update(operation.session, found.form_definition_id)
    operation.audit.show("formDefinition", (form.id,))
    require_may_publish(form.section_id, operation.signed_in)
    await operation.session.refresh(found)
    if found.status == FormVersionStatus.WITHDRAWN:
        raise WrongStatusError("この版は取り下げられています。", status=found.status, path=PATH)
    return form, found


def _require_last_day(last: date, version: FormVersionRow, today: date) -> None:
    if last < max(today, version.valid_from):
        raise InvalidInputError(
            "終了の日は今日と使い始めの日より前にできません。"
            "まだ使っていない版は取り下げてください。",
            path=VALID_TO,
        )
