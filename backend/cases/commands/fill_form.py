"""Fill a form of a case: everything known is there already, only the missing is asked (記入)."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from backend.cases.commands.steps import catalogue_of, load_for_step, note
from backend.cases.evaluation import gather
from backend.cases.form_groups import group_values
from backend.cases.prefill import CityNames, day_value, form_values, value_sources
from backend.cases.repository import cases as repository
from backend.cases.status import CaseEventKind, Step
from backend.cases.tables.cases import ApplicationRow, CaseRow
from backend.context.operation import Operation
from backend.errors import InvalidInputError, NotFoundError, VersionConflictError
from backend.forms.asked import Input
from backend.forms.definition import FormDefinition
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out_draft
from backend.forms.repository.versions import find_version_in_force, get_version
from backend.forms.rules import check_values
from backend.forms.store import FormStore
from backend.forms.tables.versions import FormVersionRow
from backend.shared.names import require_stored_text
from backend.staff.repository import get_city

LONGEST_VALUE = 2000
STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")


@dataclass(frozen=True, kw_only=True)
class EnteredValue:
    """A value for one input of the form, by its key; ``None`` takes it back."""

    key: str
    value: str | None


@dataclass(frozen=True, kw_only=True)
class FillForm:
    """Which form to fill, with what beyond the known."""

    case_id: UUID | None
    form_code: str
    expected_version: int
    values: Sequence[EnteredValue]


async def fill_form(operation: Operation, asked: FillForm) -> UUID:
    """Fill a form, or fill it anew; what is missing or wrong stands in its problems."""
    # Above us: it composes the forms with what is below here.
    from backend.cases.commands.signed_content import follow_signatures

    case = await load_for_step(operation, asked.case_id, Step.FILL_FORM)
    application = await repository.find_application(operation.session, case.id, asked.form_code)
    present = application.version if application else 0
    if asked.expected_version != present:
        raise _conflict(case, application)
    version = await _form_version(operation, application, asked.form_code)
    if application is None:
        application = _new(operation, case, asked.form_code, version)
    store: FormStore = operation.services["forms"]
    definition = await store.get(operation.session, version)
    application.entered = _entered(definition, application.entered, asked.values)
    application.version = present + 1
    application.filled_at, application.filled_by = operation.now, operation.signed_in.staff_id
    await compose(operation, case, application, definition)
    await _look_at_print(operation, application, definition)
    await follow_signatures(operation, case)
    await note(operation, case, CaseEventKind.FORM_FILLED, form=asked.form_code)
    return application.id


def _conflict(case: CaseRow, application: ApplicationRow | None) -> VersionConflictError:
    current = (ApplicationRow, application.id) if application else (CaseRow, case.id)
    return VersionConflictError(
        "他の職員が先に変更しました。最新の内容を確認してください。",
        current=current,
        path=("input", "expectedVersion"),
    )


async def _form_version(
    operation: Operation, application: ApplicationRow | None, code: str
) -> FormVersionRow:
    if application is not None:
        return await get_version(operation.session, application.form_version_id)
    version = await find_version_in_force(operation.session, code, operation.today)
    if version is None:
        raise NotFoundError("この帳票はありません。", path=("input", "formCode"))
    return version


def _new(
    operation: Operation, case: CaseRow, form_code: str, version: FormVersionRow
) -> ApplicationRow:
    application = ApplicationRow(
        city_id=case.city_id,
        id=operation.new_id(),
        case_id=case.id,
        form_code=form_code,
        form_version_id=version.id,
        entered={},
        values={},
        sources={},
        problems=[],
        print_alerts=[],
    )
    operation.session.add(application)
    return application


def _entered(
    definition: FormDefinition, before: Mapping[str, Any], values: Sequence[EnteredValue]
) -> dict[str, Any]:
    inputs = {asked.key: asked for asked in definition.inputs}
    entered = dict(before)
    for position, given in enumerate(values):
        path = ("input", "values", str(position))
        asked = inputs.get(given.key) or inputs.get(re.sub(r"\[\d+\]", "[]", given.key))
        if asked is None:
            raise InvalidInputError("この帳票にこの入力項目はありません。", path=(*path, "key"))
        if given.value is None:
            entered.pop(given.key, None)
        else:
            entered[given.key] = _parse(asked, given.value, (*path, "value"))
    return entered


def _parse(asked: Input, text: str, path: tuple[str, ...]) -> Any:
    stored = require_stored_text(text, longest=LONGEST_VALUE, path=path)
    match asked.item.type:
        case "boolean":
            if stored not in {"true", "false"}:
                raise InvalidInputError("true か false を指定してください。", path=path)
            return stored == "true"
        case "number":
            if not re.fullmatch(r"-?\d{1,9}", stored):
                raise InvalidInputError("整数を指定してください。", path=path)
            return int(stored)
        case "date":
            return _parse_day(stored, path)
        case _:
            return stored


def _parse_day(text: str, path: tuple[str, ...]) -> dict[str, Any] | None:
    try:
        return day_value(date.fromisoformat(text))
    except ValueError:
        raise InvalidInputError("日付は 2027-01-07 の形で指定してください。", path=path) from None


async def compose(
    operation: Operation, case: CaseRow, application: ApplicationRow, definition: FormDefinition
) -> None:
    """The whole tree of values: what the case knows, and over it what was entered."""
    await operation.session.flush()
    material = await gather(operation, case, await catalogue_of(operation, case))
    procedures = await repository.list_procedures(operation.session, case.id)
    city = await get_city(operation.session, case.city_id)
    asked = [one.key for one in definition.inputs]
    values = {
        **form_values(material, procedures, CityNames(city.name, city.mayor_title), asked),
        **group_values(material, procedures, definition.groups),
    }
    sources = value_sources(material, values, asked)
    for key, value in application.entered.items():
        set_value(values, key, value)
        sources[key] = "ENTERED"
    application.values, application.sources = values, sources
    application.problems = [asdict(problem) for problem in check_values(definition, values)]


async def _look_at_print(
    operation: Operation, application: ApplicationRow, definition: FormDefinition
) -> None:
    """What printing would refuse is told already now: no glyph, no room (V23)."""
    fonts: Fonts = operation.services["fonts"]
    # In a thread: other officials' requests go on meanwhile.
    draft = await asyncio.to_thread(lay_out_draft, definition, application.values, fonts)
    application.print_alerts = [
        {"code": "V23", "path": problem.path, "label": problem.element, "message": problem.message}
        for problem in draft.findings.problems
    ]


def set_value(values: dict[str, Any], key: str, value: Any) -> None:
    """Set a value by its path, such as ``insurance.persons[1].other_insurance``."""
    below: Any = values
    *way, last = STEP.findall(key)
    for name, position in way:
        inner = below.get(name)
        if position:
            rows = inner if isinstance(inner, list) else []
            if int(position) >= len(rows):
                return  # a row that is no longer there
            below = rows[int(position)]
        else:
            if not isinstance(inner, dict):
                inner = below[name] = {}
            below = inner
    below[last[0]] = value
