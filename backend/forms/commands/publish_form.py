"""Publish the draft of a form, on a day of one's choice (帳票の公開)."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.context.operation import Operation
from backend.errors import Alert, NeedsConfirmationError
from backend.forms.commands.carried_pictures import load_with_assets
from backend.forms.commands.drafting_steps import (
    conflict,
    draft_of,
    is_content_of,
    keep_revision,
    note_of,
    tell,
    touch,
)
from backend.forms.definition import FormDefinition
from backend.forms.drafting import Validity, require_may_publish
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out_draft
from backend.forms.publishing import (
    UNCHANGED,
    alerts_of_days,
    alerts_of_inputs,
    require_days,
)
from backend.forms.repository import drafts as repository
from backend.forms.samples import sample_families, sample_values
from backend.forms.status import FormEventKind, RevisionKind
from backend.forms.tables.drafts import FormDraftRow
from backend.forms.tables.versions import FormDefinitionRow, FormVersionRow, FormVersionStatus

MOST_NAMED = 3  # problems of one sample family


@dataclass(frozen=True, kw_only=True)
class PublishForm:
    """Which draft is published, from when until when, and what was looked at."""

    form_id: UUID | None
    expected_version: int
    valid_from: date
    valid_to: date | None
    note: str | None
    confirmed_alerts: Sequence[str]


async def publish_form(operation: Operation, asked: PublishForm) -> UUID:
    """Make the draft the form's next version; cases keep the version they were filled with."""
    form, draft = await _load(operation, asked)
    require_days(asked.valid_from, asked.valid_to, operation.today)
    note = note_of(asked.note, "input", "note")
    definition = await load_with_assets(operation.session, draft.template)
    versions = await repository.list_versions(operation.session, form.id)
    number = versions[-1].number + 1 if versions else 1
    new = Validity(number, asked.valid_from, asked.valid_to)
    alerts = [
        *_alerts(operation, draft, published(versions), new),
        *await _alerts_of_samples(operation.services["fonts"], definition),
    ]
    require_confirmed(alerts, asked.confirmed_alerts)
    version = _version(operation, form, draft, new, note)
    draft.is_changed, draft.based_on_number = False, number
    touch(operation, form, definition.title)
    await keep_revision(operation, draft, RevisionKind.PUBLISHED, note=note, version_number=number)
    tell(operation, form, FormEventKind.PUBLISHED, version=draft.version, version_number=number)
    return version.id


async def _load(operation: Operation, asked: PublishForm) -> tuple[FormDefinitionRow, FormDraftRow]:
    form = await repository.get_form_for_update(operation.session, asked.form_id, "input", "formId")
    operation.audit.show("formDefinition", (form.id,))
    require_may_publish(form.section_id, operation.signed_in)
    draft = await draft_of(operation, form)
    if draft.version != asked.expected_version:
        raise conflict(draft)
    return form, draft


def published(versions: Sequence[FormVersionRow]) -> list[FormVersionRow]:
    """The versions that were not withdrawn, oldest first."""
    return [one for one in versions if one.status == FormVersionStatus.PUBLISHED]


def _alerts(
    operation: Operation,
    draft: FormDraftRow,
    versions: Sequence[FormVersionRow],
    new: Validity,
) -> Iterator[Alert]:
    """What is to be looked at in the days and in what is asked."""
    yield from alerts_of_days(validities(versions), new, operation.today)
    before = versions[-1] if versions else None
    yield from alerts_of_inputs(before.document if before else None, draft.template)
    if is_content_of(before, draft):
        yield UNCHANGED


def validities(versions: Sequence[FormVersionRow]) -> list[Validity]:
    """The days of some versions."""
    return [Validity(one.number, one.valid_from, one.valid_to) for one in versions]


async def _alerts_of_samples(fonts: Fonts, definition: FormDefinition) -> list[Alert]:
    """The sample families whose values would not be printed; laid out beside the event loop."""
    return await asyncio.to_thread(lambda: list(_sample_alerts(fonts, definition)))


def _sample_alerts(fonts: Fonts, definition: FormDefinition) -> Iterator[Alert]:
    """What no family could have printed is said once, then what each of them could not."""
    found: dict[str, list[str]] = {}
    for family in sample_families():
        problems = lay_out_draft(definition, sample_values(family.code), fonts).findings.problems
        found[family.code] = list(dict.fromkeys(problem.message for problem in problems))
    for_all = [
        one for one in next(iter(found.values())) if all(one in rest for rest in found.values())
    ]
    if for_all:
        yield _sample_alert("EVERY_SAMPLE", "どの見本でも印刷できません。", for_all)
    for family in sample_families():
        if own := [one for one in found[family.code] if one not in for_all]:
            words = f"見本「{family.label}」は印刷できません。"
            yield _sample_alert(f"SAMPLE_{family.code}", words, own)


def _sample_alert(code: str, words: str, problems: Sequence[str]) -> Alert:
    named = "".join(problems[:MOST_NAMED])
    more = f"ほか{len(problems) - MOST_NAMED}件。" if len(problems) > MOST_NAMED else ""
    return Alert(code=code, message=f"{words}{named}{more}", path=("input", "formId"))


def require_confirmed(alerts: Sequence[Alert], confirmed: Sequence[str]) -> None:
    """Refuse while something is left to be looked at."""
    open_alerts = [alert for alert in alerts if alert.code not in confirmed]
    if open_alerts:
        raise NeedsConfirmationError(open_alerts)


def _version(
    operation: Operation,
    form: FormDefinitionRow,
    draft: FormDraftRow,
    new: Validity,
    note: str | None,
) -> FormVersionRow:
    version = FormVersionRow(
        city_id=form.city_id,
        id=operation.new_id(),
        form_definition_id=form.id,
        number=new.number,
        status=FormVersionStatus.PUBLISHED,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        document=draft.template,
        sha256=draft.sha256,
        published_at=operation.now,
        published_by=operation.signed_in.staff_id,
        note=note,
        ended_at=None,
        ended_by=None,
    )
    operation.session.add(version)
    return version
