"""What the ready forms (ひな型) show."""

import strawberry

from backend.forms.ready_forms import ReadyForm as Ready


@strawberry.type(description="A ready form that every city can begin from (ひな型).")
class ReadyForm:
    code: str
    title: str
    description: str
    pages: int
    size: str = strawberry.field(description="The paper in words (用紙), such as A4 縦.")
    thumbnail_path: str = strawberry.field(
        description="A small picture of its first page, fetched with the session's token."
    )
    template: strawberry.scalars.JSON = strawberry.field(
        description="In the newest version of the format; createForm takes the code alone."
    )

    @classmethod
    def of(cls, ready: Ready) -> "ReadyForm":
        return cls(
            code=ready.code,
            title=ready.title,
            description=ready.description,
            pages=ready.pages,
            size=ready.size,
            thumbnail_path=f"/forms/ready/{ready.code}/thumbnail.png?v={ready.sha256[:12]}",
            template=strawberry.scalars.JSON(ready.template),
        )
