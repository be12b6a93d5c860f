"""What was found about a form (指摘), as the API shows it."""

import strawberry

from backend.forms import findings

strawberry.enum(findings.FindingSeverity, description="How grave a finding about a form is (重さ).")


@strawberry.type(description="What was found about a form while it is drawn (指摘).")
class FormFinding:
    severity: findings.FindingSeverity = strawberry.field(
        description="ERROR: not publishable; WARNING: this sample can't be printed; HINT: perhaps."
    )
    code: str
    message: str = strawberry.field(description="A complete sentence in Japanese.")
    element_id: str = strawberry.field(description="The template's element, or an empty text.")
    page: str = strawberry.field(description="The page's id, or an empty text.")
    place: str = strawberry.field(description="Where in the template: pages[0].elements[3].bind.")
    family: str = strawberry.field(description="The sample family with which it was found.")
    excess_mm: float | None = strawberry.field(description="Millimetres too much.")

    @classmethod
    def of(cls, found: findings.FormFinding) -> "FormFinding":
        """The finding as the API shows it."""
        return cls(
            severity=found.severity,
            code=found.code,
            message=found.message,
            element_id=found.element_id,
            page=found.page,
            place=found.place,
            family=found.family,
            excess_mm=found.excess_mm,
        )
