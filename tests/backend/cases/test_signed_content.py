"""Rules of showing and signing that need no server."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.cases.commands.signed_content import CONSENT, consent_of
from backend.cases.rules.signatures import (
    read_tablet_token,
    showing_status,
    stored_strokes,
)
from backend.cases.status import ShowingStatus
from backend.staff.rules import read_token
from tests.backend.forms.builders import element, form

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SECRET = "a" * 43


def test_a_forms_own_consent_goes_before_the_citys_and_that_before_ours() -> None:
    own, none = form(consent="様式の文。"), form(element("box", lineWidth=0.2))

    given = [
        consent_of(own, {"consent": "市の文。"}),
        consent_of(none, {"consent": "市の文。"}),
        consent_of(none, {"consent": ""}),
        consent_of(none, {}),
    ]

    assert given == ["様式の文。", "市の文。", CONSENT, CONSENT]


@pytest.mark.parametrize(
    ("status", "seconds_left", "expected"),
    [
        ("SHOWN", 1, ShowingStatus.SHOWN),
        ("SHOWN", 0, ShowingStatus.EXPIRED),
        ("SIGNED", 0, ShowingStatus.SIGNED),
        ("ENDED", 0, ShowingStatus.ENDED),
    ],
)
def test_a_showing_that_nobody_ended_is_over_with_its_time(
    status: str, seconds_left: int, expected: ShowingStatus
) -> None:
    assert showing_status(status, NOW + timedelta(seconds=seconds_left), NOW) is expected


def test_neither_token_can_be_taken_for_the_other() -> None:
    session, tablet = f"m1.1.{SECRET}", f"t1.1.{SECRET}"

    assert (read_token(tablet), read_tablet_token(session)) == (None, None)
    read = read_tablet_token(tablet)
    assert read is not None
    assert read.city_id == 1


def test_strokes_are_kept_as_finely_as_a_pen_can_tell() -> None:
    kept = stored_strokes([[(1.23456, 2.0, 0.12345, 10.6)]])

    assert kept == [[(1.23, 2.0, 0.123, 11)]]
