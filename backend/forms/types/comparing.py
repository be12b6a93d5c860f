"""What the comparison of two versions of a form shows (版の比較)."""

import strawberry

from backend.forms import differences as rules
from backend.forms.commands.contents import Content
from backend.forms.types.designing import FormLayout
from backend.reading.global_ids import decode_id_of

strawberry.enum(rules.DifferenceKind, description="What kind of difference it is (変更の種類).")


@strawberry.input(description="What a form was or is: one of the three (比べる内容).")
class FormContentInput:
    draft: bool = strawberry.field(default=False, description="The draft as it is now (下書き).")
    revision_id: strawberry.ID | None = strawberry.field(
        default=None, description="A point of the history (履歴)."
    )
    version_id: strawberry.ID | None = strawberry.field(
        default=None, description="A published version (版)."
    )

    def to_content(self) -> Content:
        return Content(
            names_revision=self.revision_id is not None,
            revision_id=decode_id_of("FormRevision", self.revision_id),
            names_version=self.version_id is not None,
            version_id=decode_id_of("FormVersion", self.version_id),
        )


@strawberry.input(description="What of a form is compared, with which sample family (比較).")
class CompareFormsInput:
    form_id: strawberry.ID = strawberry.field(description="The form (帳票).")
    left: FormContentInput = strawberry.field(description="The older one (左).")
    right: FormContentInput = strawberry.field(description="The newer one (右).")
    family: str = strawberry.field(description="A code of sampleFamilies (見本の世帯).")


@strawberry.type(description="One difference, said in words (変更点).")
class FormDifference:
    kind: rules.DifferenceKind
    words: str = strawberry.field(description="A complete Japanese sentence.")
    page: str = strawberry.field(description="The page's id; empty where it is of the whole form.")
    element_id: str = strawberry.field(description="The element's id, or an empty text.")

    @classmethod
    def of(cls, found: rules.Difference) -> "FormDifference":
        return cls(kind=found.kind, words=found.words, page=found.page, element_id=found.element_id)


@strawberry.type(description="Two versions of a form side by side (版の比較).")
class FormComparison:
    differences: list[FormDifference]
    left: FormLayout
    right: FormLayout


@strawberry.type(description="A place of the paper that looks different, in mm (相違のある場所).")
class RegressionBox:
    page: int = strawberry.field(description="Of the printed sides, from 1.")
    x: float
    y: float
    w: float
    h: float


@strawberry.type(description="Old and new version with one sample family (印刷結果の比較).")
class FormRegression:
    family: str
    label: str
    is_same: bool
    pages_changed: int
    boxes: list[RegressionBox]
    words: str = strawberry.field(description="A complete Japanese sentence.")
