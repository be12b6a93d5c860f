"""SQL of the list of forms, narrowed by section, state, draft, code and title."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select, text

from backend.forms.form_filter import BETWEEN_WORDS, HIRAGANA, KATAKANA, FormFilter
from backend.forms.repository.drafts import has_changed_draft
from backend.forms.status import FormState
from backend.forms.tables.versions import FormDefinitionRow, FormVersionRow, FormVersionStatus
from backend.staff.tables import SectionRow


def forms_matching(wanted: FormFilter, today: date) -> Select[FormDefinitionRow]:
    """The forms of the city that are wanted; a city has some hundred at most."""
    statement = select(FormDefinitionRow)
    folded = _folded(func.concat_ws(" ", FormDefinitionRow.title, FormDefinitionRow.code))
    for word in wanted.words:
        statement = statement.where(func.strpos(folded, word) > 0)
    if wanted.codes is not None:
        statement = statement.where(FormDefinitionRow.code.in_(wanted.codes))
    if wanted.section is not None:
        statement = statement.where(_is_of_section(wanted.section))
    if wanted.states is not None:
        statement = statement.where(_state(today).in_(_names(wanted.states)))
    if wanted.has_draft is not None:
        is_drafted = has_changed_draft()
        statement = statement.where(is_drafted if wanted.has_draft else ~is_drafted)
    return statement


def _names(states: Collection[FormState]) -> list[str]:
    return [state.value for state in states]


def _folded(words: Any) -> Any:
    """Text as ``form_filter.folded`` makes it of a word."""
    plain = func.upper(func.normalize(words, text("NFKC")))
    in_katakana = func.translate(plain, HIRAGANA, KATAKANA)
    return func.regexp_replace(in_katakana, BETWEEN_WORDS, "", "g")


def _is_of_section(code: str) -> Any:
    return (
        select(SectionRow.id)
        .where(
            SectionRow.city_id == FormDefinitionRow.city_id,
            SectionRow.id == FormDefinitionRow.section_id,
            SectionRow.code == code,
        )
        .correlate(FormDefinitionRow)
        .exists()
    )


def _state(today: date) -> Any:
    """Where a form stands: the rule is ``drafting.form_state``."""
    begun = FormVersionRow.valid_from <= today
    not_over = or_(FormVersionRow.valid_to.is_(None), FormVersionRow.valid_to >= today)
    return case(
        (_has_version(and_(begun, not_over)), FormState.IN_FORCE.value),
        (_has_version(~begun), FormState.SCHEDULED.value),
        (_has_version(begun), FormState.ENDED.value),
        else_=FormState.DRAFT_ONLY.value,
    )


def _has_version(condition: Any) -> Any:
    return (
        select(FormVersionRow.id)
        .where(
            FormVersionRow.city_id == FormDefinitionRow.city_id,
            FormVersionRow.form_definition_id == FormDefinitionRow.id,
            FormVersionRow.status == FormVersionStatus.PUBLISHED,
            condition,
        )
        .correlate(FormDefinitionRow)
        .exists()
    )
