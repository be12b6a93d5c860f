"""Rules of showing and signing: plain functions, no database, no clock."""

import re
from collections.abc import Sequence
from datetime import datetime

from backend.cases.errors import ShowingEndedError
from backend.cases.status import ShowingStatus
from backend.errors import InvalidInputError
from backend.forms.strokes import Point, Stroke, extent, length
from backend.staff.rules import Token, hash_token

SHORTEST_SHOWING, USUAL_SHOWING, LONGEST_SHOWING = 1, 15, 30  # minutes
MOST_DOCUMENTS = 50
MOST_STROKES = 300
MOST_POINTS = 6_000
LONGEST_SIGNING = 10 * 60 * 1000  # ms
# Of the whole signature on the pad, in mm. A dot or a tick of a slipped finger is none.
SMALLEST_EXTENT = 5.0
SHORTEST_LENGTH = 8.0
SMALLEST_PAD, LARGEST_PAD = 20.0, 600.0
ENDED = "この提示は終了しました。職員にお声がけください。"

# Begins unlike a session's token (m1): neither can be taken for the other.
TABLET_TOKEN = re.compile(r"t1\.(\d{1,18})\.([A-Za-z0-9_-]{43})")


def read_tablet_token(text: str | None) -> Token | None:
    """The token of a citizen's tablet; nothing for nonsense and for a session's."""
    found = TABLET_TOKEN.fullmatch(text or "")
    return Token(int(found[1]), hash_token(found[0])) if found else None


def showing_status(status: str, expires_at: datetime, now: datetime) -> ShowingStatus:
    """Where a showing stands: one that nobody ended is over when its time is."""
    stored = ShowingStatus(status)
    is_over = stored is ShowingStatus.SHOWN and now >= expires_at
    return ShowingStatus.EXPIRED if is_over else stored


def require_live(status: str, expires_at: datetime, now: datetime) -> None:
    """Refuse a showing that was ended or whose time is over."""
    if showing_status(status, expires_at, now) is not ShowingStatus.SHOWN:
        raise ShowingEndedError(ENDED)


def require_minutes(minutes: int) -> None:
    """Refuse a showing that would last too long."""
    if not SHORTEST_SHOWING <= minutes <= LONGEST_SHOWING:
        raise InvalidInputError(
            f"提示の時間は{SHORTEST_SHOWING}分から{LONGEST_SHOWING}分までです。",
            path=("input", "minutes"),
        )


def require_signature(strokes: Sequence[Stroke], width_mm: float, height_mm: float) -> None:
    """Refuse what no hand has written on a pad of this size, naming the place."""
    for name, size in (("widthMm", width_mm), ("heightMm", height_mm)):
        if not SMALLEST_PAD <= size <= LARGEST_PAD:
            raise InvalidInputError(
                f"署名の欄の大きさは{SMALLEST_PAD:g}mmから{LARGEST_PAD:g}mmまでです。",
                path=("input", "pad", name),
            )
    _require_amount(strokes)
    _require_points(strokes, width_mm, height_mm)
    _require_times(strokes)
    _require_writing(strokes)


def _refuse(message: str, *place: object) -> InvalidInputError:
    path = ("input", "strokes", *(str(step) for step in place))
    return InvalidInputError(message, path=path)


def _require_amount(strokes: Sequence[Stroke]) -> None:
    if not strokes:
        raise _refuse("署名がありません。")
    if len(strokes) > MOST_STROKES:
        raise _refuse(f"署名の画数は{MOST_STROKES}までです。", MOST_STROKES)
    if sum(map(len, strokes)) > MOST_POINTS:
        raise _refuse(f"署名の点は{MOST_POINTS}個までです。")
    for number, stroke in enumerate(strokes):
        if not stroke:
            raise _refuse("点のない画があります。", number, "points")


def _require_points(strokes: Sequence[Stroke], width_mm: float, height_mm: float) -> None:
    limits = (("x", width_mm), ("y", height_mm), ("pressure", 1.0))
    for number, stroke in enumerate(strokes):
        for position, point in enumerate(stroke):
            for (name, most), value in zip(limits, point, strict=False):
                if not 0 <= value <= most:
                    raise _refuse(
                        f"署名の点が範囲（0から{most:g}）の外にあります。",
                        *(number, "points", position, name),
                    )


def _require_times(strokes: Sequence[Stroke]) -> None:
    before = 0.0
    for number, stroke in enumerate(strokes):
        for position, point in enumerate(stroke):
            if not before <= point[3] <= LONGEST_SIGNING:
                raise _refuse(
                    "署名の時刻が前の点より戻っているか、長すぎます。",
                    *(number, "points", position, "time"),
                )
            before = point[3]
    if before == strokes[0][0][3]:
        raise _refuse("署名に時間の経過がありません。", len(strokes) - 1, "points")


def _require_writing(strokes: Sequence[Stroke]) -> None:
    left, top, right, bottom = extent(strokes)
    if max(right - left, bottom - top) < SMALLEST_EXTENT or length(strokes) < SHORTEST_LENGTH:
        raise _refuse("署名が小さすぎます。もう一度署名してください。")


def stored_strokes(strokes: Sequence[Stroke]) -> list[list[Point]]:
    """The strokes as they are kept: to a hundredth of a millimetre, a thousandth, a millisecond."""
    return [
        [(round(x, 2), round(y, 2), round(pressure, 3), round(time)) for x, y, pressure, time in s]
        for s in strokes
    ]
