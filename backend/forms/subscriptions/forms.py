"""Subscription fields of forms."""

from collections.abc import AsyncGenerator
from typing import Annotated
from uuid import UUID

import strawberry

from backend.context.graphql import SubscriptionInfo
from backend.context.operation import Operation
from backend.events.streams import After, Followed, Lagged, follow
from backend.events.tables import StreamKind
from backend.forms.repository.drafts import get_form
from backend.forms.types.drafts import FormEvent
from backend.reading.global_ids import NodeId, decode_id_of

EVENT_FIELDS = frozenset(
    {
        "id",
        "number",
        "kind",
        "occurredAt",
        "formId",
        "staffId",
        "by",
        "version",
        "versionNumber",
        "tabId",
    }
)

FormEventResult = Annotated[
    FormEvent | Lagged,
    strawberry.union(
        "FormEventResult", description="An event, or how many were left out (経過又は読み飛ばし)."
    ),
]


@strawberry.type
class FormSubscriptions:
    @strawberry.subscription(
        description="What happens to a form: saved, published, opened by others (帳票の経過)."
    )
    async def form_events(
        self, info: SubscriptionInfo, form: NodeId, after: After = 0
    ) -> AsyncGenerator[FormEventResult]:
        followed = Followed(
            field_name="formEvents",
            kind=StreamKind.FORM,
            subject_id=decode_id_of("FormDefinition", form),
            shown_as=FormEvent,
            fields=EVENT_FIELDS,
            require_visible=_require_visible,
            unknown_number="この帳票にまだない番号です。",
        )
        async for event in follow(info, followed, after):
            yield event


async def _require_visible(operation: Operation, form_id: UUID | None) -> None:
    _ = operation.signed_in
    await get_form(operation.session, form_id, "form")
