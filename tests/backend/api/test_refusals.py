"""Every refusal that the rules can raise reaches the client as a type with a code it knows."""

import pytest

import backend.app.server  # noqa: F401  # every slice's refusals are loaded
from backend.errors import NeedsConfirmationError, NotFoundError, RefusalError, VersionConflictError
from backend.forms.errors import InvalidTemplateError
from backend.procedures.errors import InvalidAnswerError, UnknownReasonError
from backend.reading.refusals import TWINS, RefusalCode, twin_of


def subclasses(cls: type[RefusalError]) -> list[type[RefusalError]]:
    return [found for sub in cls.__subclasses__() for found in (sub, *subclasses(sub))]


def test_every_code_that_clients_know_belongs_to_a_refusal_with_a_twin() -> None:
    codes = {cls.code for cls in TWINS}

    assert codes == {code.value for code in RefusalCode}


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (UnknownReasonError("この用件はありません。"), RefusalCode.INVALID_INPUT),
        (InvalidAnswerError("この回答はありません。"), RefusalCode.INVALID_INPUT),
        (InvalidTemplateError([]), RefusalCode.INVALID_TEMPLATE),
        (NotFoundError("見つかりません。"), RefusalCode.NOT_FOUND),
    ],
)
def test_a_slices_own_refinement_reaches_the_client_as_what_it_refines(
    raised: RefusalError, code: RefusalCode
) -> None:
    assert twin_of(raised).code is code


def test_only_a_missing_font_has_no_twin_because_the_server_does_not_start_without_it() -> None:
    without = {
        cls.__name__
        for cls in subclasses(RefusalError)
        if not any(base in TWINS for base in cls.__mro__)
    }

    assert without == {"FontUnavailableError"}
    assert {NeedsConfirmationError, VersionConflictError} <= set(TWINS)
