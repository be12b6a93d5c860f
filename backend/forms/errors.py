"""Refusals of forms: a template that is not one, and a document that cannot be printed right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from backend.errors import InvalidInputError, NotFoundError, RefusalError

MOST_NAMED = 3  # faults in the message of a refusal; the refusal lists them all


@dataclass(frozen=True, kw_only=True)
class TemplateFault:
    """One fault of a template: where it is and what is wrong, in Japanese.

    ``place`` is for programs (``pages[0].elements[3].bind``), ``where`` for the official.
    """

    place: str
    message: str
    code: str = "INVALID"
    where: str = ""

    def within(self, place: str) -> "TemplateFault":
        """The same fault, its place inside another one."""
        dot = "." if place and self.place and not self.place.startswith("[") else ""
        return replace(self, place=place + dot + self.place)


@dataclass(frozen=True, kw_only=True)
class PrintProblem:
    """One reason why a document is not printed.

    ``path`` names the value (``persons[1].name``), ``element`` the field on the form. Of a
    character without a glyph the code points and, when a font knows it, the MJ name
    (MJ文字図形名) are given; of a text too long, the millimetres too much.
    """

    code: str
    message: str
    element: str = ""
    path: str = ""
    character: str = ""
    code_points: str = ""
    mj_name: str = ""
    excess_mm: float | None = None


@dataclass(frozen=True, kw_only=True)
class ValueProblem:
    """One value that the form's inputs do not accept; ``path`` names it."""

    code: str
    path: str
    label: str
    message: str


class InvalidTemplateError(InvalidInputError):
    """A form template that cannot be used; every fault is listed with its place."""

    code: ClassVar[str] = "INVALID_TEMPLATE"

    def __init__(self, faults: Sequence[TemplateFault]) -> None:
        named = "".join(
            f"{fault.where}: {fault.message}" if fault.where else fault.message
            for fault in faults[:MOST_NAMED]
        )
        more = f"ほか{len(faults) - MOST_NAMED}件。" if len(faults) > MOST_NAMED else ""
        super().__init__(
            f"様式に{len(faults)}件の誤りがあります。{named}{more}",
            path=(faults[0].place,) if faults else (),
        )
        self.faults = tuple(faults)


class FormGoneError(NotFoundError):
    """No such form, or no such version or revision of it; another city's alike."""


class UnprintableError(RefusalError):
    """A document that would not come out right; every problem is listed, not the first only."""

    code: ClassVar[str] = "UNPRINTABLE"

    def __init__(self, problems: Sequence[PrintProblem]) -> None:
        super().__init__(
            f"印刷できない項目が{len(problems)}件あります。",
            path=tuple(dict.fromkeys(problem.path for problem in problems if problem.path)),
        )
        self.problems = tuple(problems)


class FontUnavailableError(RefusalError):
    """A font that the settings name is not installed or cannot be used for printing."""

    code: ClassVar[str] = "FONT_UNAVAILABLE"
