"""The idempotency guard of mutations (decision 7)."""

import re
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from backend.context.operation import Operation
from backend.context.tables import IdempotencyKeyRow
from backend.errors import IdempotencyKeyReusedError, InvalidInputError
from backend.shared.uploads import UploadedFile

KEY_PATTERN = re.compile(r"[0-9A-Za-z_.:-]{8,100}")


async def claim_key(operation: Operation, mutation: str, key: str, content: Any) -> UUID | None:
    """Claim a key; gives the id of what an earlier call with it made, or nothing when it is new.

    A second call that runs at the same time waits here until the first commits or gives up.
    """
    if not KEY_PATTERN.fullmatch(key):
        raise InvalidInputError(
            "冪等キーは英数字と _ . : - で8文字から100文字までです。",
            path=("input", "idempotencyKey"),
        )
    actor = operation.actor
    input_hash = operation.keyring.lookup(
        orjson.dumps(content, option=orjson.OPT_SORT_KEYS, default=_as_text).decode(),
        city_id=actor.city_id,
        column=mutation,
    )
    claimed = await operation.rows(
        insert(IdempotencyKeyRow)
        .values(
            city_id=actor.city_id,
            staff_id=actor.actor_id,
            mutation=mutation,
            key=key,
            input_hash=input_hash,
            created_at=operation.now,
        )
        .on_conflict_do_nothing()
        .returning(IdempotencyKeyRow.key)
    )
    if claimed:
        return None
    stored = await operation.rows(
        select(IdempotencyKeyRow.input_hash, IdempotencyKeyRow.made_id).where(
            *_own(operation, mutation, key)
        )
    )
    if stored[0].input_hash != input_hash:
        raise IdempotencyKeyReusedError(
            "この冪等キーは別の内容で使用済みです。", path=("input", "idempotencyKey")
        )
    made_id: UUID = stored[0].made_id
    return made_id


async def remember_made(operation: Operation, mutation: str, key: str, made_id: UUID) -> None:
    """Note what the claimed key has made."""
    await operation.run(
        update(IdempotencyKeyRow).where(*_own(operation, mutation, key)).values(made_id=made_id)
    )


def _as_text(value: Any) -> str:
    """A file is compared by its hash, everything else by how it is written."""
    return value.sha256 if isinstance(value, UploadedFile) else str(value)


def _own(operation: Operation, mutation: str, key: str) -> tuple[Any, ...]:
    actor = operation.actor
    return (
        IdempotencyKeyRow.city_id == actor.city_id,
        IdempotencyKeyRow.staff_id == actor.actor_id,
        IdempotencyKeyRow.mutation == mutation,
        IdempotencyKeyRow.key == key,
    )
