"""What cases keep in the object store: encrypted, each object bound to its row."""

import asyncio
import hashlib
from dataclasses import dataclass
from uuid import UUID

from backend.context.operation import Operation
from backend.database.encryption import Keyring, Place
from backend.database.object_store import ObjectStore

PLAIN_PDF = b"%PDF-"  # how documents begin that were printed before objects were encrypted


class DamagedObjectError(Exception):
    """The stored bytes are not those that were kept."""


@dataclass(frozen=True)
class Kept:
    """An object: its key, the place that its encryption is bound to."""

    key: str
    place: Place


def printed_document(city_id: int, document_id: UUID) -> Kept:
    """Where a printed document lies."""
    return Kept(
        f"documents/{city_id}/{document_id}.pdf", Place(city_id, "document", document_id, "content")
    )


def printed_bundle(city_id: int, print_run_id: UUID) -> Kept:
    """Where the file of a whole printing lies."""
    return Kept(
        f"prints/{city_id}/{print_run_id}.pdf", Place(city_id, "print_run", print_run_id, "bundle")
    )


def exported_part(city_id: int, export_id: UUID, position: int) -> Kept:
    """Where a part of an exported file lies."""
    return Kept(
        f"exports/{city_id}/{export_id}.{position:05d}",
        Place(city_id, "application_export", export_id, f"parts.{position}"),
    )


def statistics_file(city_id: int, workbook_id: UUID) -> Kept:
    """Where a workbook of statistics lies."""
    return Kept(
        f"statistics/{city_id}/{workbook_id}.xlsx",
        Place(city_id, "statistics_workbook", workbook_id, "content"),
    )


def attached_content(city_id: int, attachment_id: UUID) -> Kept:
    """Where an attached file lies."""
    return Kept(
        f"attachments/{city_id}/{attachment_id}.content",
        Place(city_id, "attachment", attachment_id, "content"),
    )


def attached_thumbnail(city_id: int, attachment_id: UUID) -> Kept:
    """Where its thumbnail lies."""
    return Kept(
        f"attachments/{city_id}/{attachment_id}.thumbnail",
        Place(city_id, "attachment", attachment_id, "thumbnail"),
    )


async def keep(operation: Operation, kept: Kept, content: bytes) -> None:
    """Write an object before its row: without a row it is harmless, and swept."""
    objects: ObjectStore = operation.services["objects"]
    await asyncio.to_thread(_put, objects, operation.keyring, kept, content)


def _put(objects: ObjectStore, keyring: Keyring, kept: Kept, content: bytes) -> None:
    try:
        objects.put(kept.key, keyring.encrypt_bytes(content, kept.place))
    except FileExistsError:
        # Under seeded ids a run that is repeated comes to the same object again.
        if opened(objects.get(kept.key), keyring, kept) != content:
            raise


async def read_kept(operation: Operation, kept: Kept, sha256: str) -> bytes:
    """An object's bytes, checked against the hash in its row."""
    objects: ObjectStore = operation.services["objects"]
    content = await asyncio.to_thread(
        # The operation may have ended: a long file is read part by part while it is sent.
        lambda: opened(objects.get(kept.key), operation.keyring, kept)
    )
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DamagedObjectError(f"{kept.key} is damaged")
    return content


def opened(stored: bytes, keyring: Keyring, kept: Kept) -> bytes:
    """The bytes of an object; an old printed document lies there as it is."""
    if kept.place.table == "document" and stored.startswith(PLAIN_PDF):
        return stored
    return keyring.decrypt_bytes(stored, kept.place)
