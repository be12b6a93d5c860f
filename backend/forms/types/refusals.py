"""The refusals of forms as GraphQL types."""

import strawberry

from backend.forms.errors import InvalidTemplateError
from backend.reading.refusals import Refusal, basic, refusal


@strawberry.type(description="A fault of a template and its place (様式の誤り).")
class TemplateFault:
    place: str = strawberry.field(description="Such as pages[0].elements[3].bind; empty: all.")
    where: str = strawberry.field(
        description="The page and the element in words; empty: of the file (どこ)."
    )
    message: str


@refusal(InvalidTemplateError)
@strawberry.type(description="A template that cannot be used; every fault is named (様式の誤り).")
class InvalidTemplate(Refusal):
    faults: list[TemplateFault]

    @classmethod
    def from_error(cls, raised: InvalidTemplateError) -> "InvalidTemplate":
        faults = [
            TemplateFault(place=one.place, where=one.where, message=one.message)
            for one in raised.faults
        ]
        made: InvalidTemplate = basic(cls, raised, faults=faults)
        return made
