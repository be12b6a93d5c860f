"""Which tasks a case needs, what remains of them, and what must not stand in a note."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from backend.cases.rules.tasks import (
    NeededTask,
    PresentTask,
    RemainingTask,
    changes_of_tasks,
    remaining_findings,
    require_section,
    require_task_step,
)
from backend.cases.status import (
    ALLOWED_TASK_STEPS,
    Severity,
    TaskEventKind,
    TaskStatus,
    TaskStep,
)
from backend.errors import InvalidInputError, NotPermittedError, WrongStatusError
from backend.shared.numbers import refuse_twelve_digits

SECTION = UUID(int=5)
NEEDED = NeededTask(
    code="KH01",
    name="国民健康保険 資格取得届",
    procedure_id=UUID(int=1),
    counter_code="insurance",
    counter_name="国保年金課",
    is_hidden=False,
    position=0,
    due_on=date(2026, 12, 8),
)


def present(status: TaskStatus, due_on: date | None = NEEDED.due_on) -> PresentTask:
    return PresentTask(code=NEEDED.code, name=NEEDED.name, status=status, due_on=due_on)


def test_a_needed_procedure_gets_a_task() -> None:
    assert changes_of_tasks([NEEDED], []) == {"KH01": TaskEventKind.ADDED}


@pytest.mark.parametrize(
    ("status", "when_needed", "when_not_needed"),
    [
        (TaskStatus.WAITING, None, TaskEventKind.CANCELLED),
        (TaskStatus.TAKEN, None, TaskEventKind.CANCELLED),
        (TaskStatus.LATER, None, TaskEventKind.CANCELLED),
        (TaskStatus.COMPLETED, None, None),
        (TaskStatus.CANCELLED, TaskEventKind.REOPENED, None),
    ],
)
def test_a_task_follows_what_the_case_needs_unless_it_is_done(
    status: TaskStatus, when_needed: TaskEventKind | None, when_not_needed: TaskEventKind | None
) -> None:
    needed = changes_of_tasks([NEEDED], [present(status)])
    not_needed = changes_of_tasks([], [present(status)])

    assert needed.get("KH01") is when_needed
    assert not_needed.get("KH01") is when_not_needed


@pytest.mark.parametrize("status", [TaskStatus.WAITING, TaskStatus.TAKEN, TaskStatus.LATER])
def test_another_deadline_or_name_is_told(status: TaskStatus) -> None:
    later = replace(NEEDED, due_on=None)
    renamed = replace(NEEDED, name="国民健康保険の届")

    assert changes_of_tasks([later], [present(status)]) == {"KH01": TaskEventKind.CHANGED}
    assert changes_of_tasks([renamed], [present(status)]) == {"KH01": TaskEventKind.CHANGED}
    assert changes_of_tasks([later], [present(TaskStatus.COMPLETED)]) == {}


@pytest.mark.parametrize("step", list(TaskStep), ids=lambda step: step.name)
@pytest.mark.parametrize("status", list(TaskStatus), ids=lambda status: status.value)
def test_a_step_is_refused_where_the_table_does_not_list_it(
    status: TaskStatus, step: TaskStep
) -> None:
    if step in ALLOWED_TASK_STEPS[status]:
        require_task_step(status, step)
        return
    with pytest.raises(WrongStatusError, match=step.value) as caught:
        require_task_step(status, step)
    assert caught.value.status == status


def test_only_who_works_for_the_section_may_and_is_told_its_name() -> None:
    require_section(frozenset({SECTION}), SECTION, {})

    with pytest.raises(NotPermittedError, match="「国保年金課」の手続は取り扱えません。"):
        require_section(frozenset(), SECTION, {SECTION: "国保年金課"})


@pytest.mark.parametrize(
    "note",
    ["123456789018", "番号は１２３４５６７８９０１８です", "1234 5678 9018", "1234-5678-9018"],
)
def test_an_individual_number_has_no_place_in_a_note(note: str) -> None:
    with pytest.raises(InvalidInputError, match="12桁の番号") as caught:
        refuse_twelve_digits(note, ("input", "note"))

    assert caught.value.path == ("input", "note")
    assert note not in caught.value.message


@pytest.mark.parametrize("note", [None, "", "内線 1234", "0120-000-000 へ", "1234567890189"])
def test_other_numbers_may_stand_there(note: str | None) -> None:
    refuse_twelve_digits(note, ("input", "note"))


def remaining(status: TaskStatus, *, is_hidden: bool = False) -> RemainingTask:
    return RemainingTask(
        code="JK19" if is_hidden else "KH01",
        name="支援措置の申出・継続" if is_hidden else NEEDED.name,
        section_name="市民課" if is_hidden else "国保年金課",
        status=status,
        is_hidden=is_hidden,
    )


def test_what_a_section_has_still_to_do_stops_the_completion_and_names_it() -> None:
    waiting, taken = remaining(TaskStatus.WAITING), remaining(TaskStatus.TAKEN)

    findings = remaining_findings([waiting, taken, remaining(TaskStatus.COMPLETED)])

    assert [(finding.code, finding.severity, finding.place) for finding in findings] == [
        ("TASKS", Severity.ERROR, "tasks.KH01"),
        ("TASKS", Severity.ERROR, "tasks.KH01"),
    ]
    assert findings[0].message == "「国保年金課」の手続が残っています: 国民健康保険 資格取得届。"


def test_what_waits_for_another_day_is_an_alert() -> None:
    findings = remaining_findings([remaining(TaskStatus.LATER), remaining(TaskStatus.CANCELLED)])

    assert [(finding.code, finding.severity) for finding in findings] == [("LATER", Severity.ALERT)]
    assert "国民健康保険 資格取得届（国保年金課）" in findings[0].message


def test_a_hidden_procedure_is_named_by_no_finding() -> None:
    hidden = remaining(TaskStatus.WAITING, is_hidden=True)
    put_off = remaining(TaskStatus.LATER, is_hidden=True)

    findings = remaining_findings([hidden, put_off])

    assert [finding.code for finding in findings] == ["TASKS", "LATER"]
    assert "支援" not in str(findings)
    assert "JK19" not in str(findings)
