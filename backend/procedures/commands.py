"""Take a catalogue into a city, try it, publish it (手続きカタログの登録・公開)."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from backend.context.operation import Operation
from backend.database.base import Base
from backend.procedures import repository
from backend.procedures.catalogue import load_catalogue
from backend.procedures.definitions import Catalogue, Procedure, Question, ReasonToCome
from backend.procedures.errors import CatalogueStatusError
from backend.procedures.status import NEXT_STATUSES, CatalogueStatus
from backend.procedures.tables import (
    CatalogueVersionRow,
    ProcedureRow,
    QuestionRow,
    ReasonRow,
)


async def import_catalogue(operation: Operation, city_id: int, document: Mapping[str, Any]) -> UUID:
    """Check a catalogue's document and keep it as a draft, the city's next version."""
    catalogue = load_catalogue(document)
    session = operation.session
    await repository.lock_city(session, city_id)
    version = CatalogueVersionRow(
        city_id=city_id,
        id=operation.new_id(),
        number=await repository.last_number(session) + 1,
        name=catalogue.name,
        status=CatalogueStatus.DRAFT,
        effective_from=None,
        document=dict(document),
        sha256=hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest(),
        created_at=operation.now,
        published_at=None,
    )
    session.add(version)
    await session.flush()
    session.add_all(_rows(operation, version, catalogue, document))
    await session.flush()
    return version.id


async def start_test(operation: Operation, version_id: UUID) -> UUID:
    """Open a draft for trying it before it is published."""
    version = await repository.get_version_for_update(operation.session, version_id)
    _move_on(version, CatalogueStatus.TEST)
    await operation.session.flush()
    return version.id


async def publish_version(operation: Operation, version_id: UUID, effective_from: date) -> UUID:
    """Publish a version from a day on; it never changes again."""
    version = await repository.get_version_for_update(operation.session, version_id)
    _move_on(version, CatalogueStatus.PUBLISHED)
    version.effective_from = effective_from
    version.published_at = operation.now
    await operation.session.flush()
    return version.id


async def publish_catalogue(
    operation: Operation, city_id: int, document: Mapping[str, Any], effective_from: date
) -> UUID:
    """Check a document and publish it at once as the city's next version."""
    version_id = await import_catalogue(operation, city_id, document)
    return await publish_version(operation, version_id, effective_from)


def _move_on(version: CatalogueVersionRow, wanted: CatalogueStatus) -> None:
    if wanted not in NEXT_STATUSES[CatalogueStatus(version.status)]:
        raise CatalogueStatusError(
            "公開した手続きカタログは変えられません。新しい版を作ってください。"
            if version.status == CatalogueStatus.PUBLISHED
            else "この版は、すでにその状態です。",
            status=version.status,
        )
    version.status = wanted


def _rows(
    operation: Operation,
    version: CatalogueVersionRow,
    catalogue: Catalogue,
    document: Mapping[str, Any],
) -> Iterator[Base]:
    """Lay out what the API shows."""
    for n, reason in enumerate(catalogue.reasons.values()):
        yield ReasonRow(**_place(operation, version, n), **_reason_columns(reason, catalogue))
    for n, question in enumerate(catalogue.questions.values()):
        yield QuestionRow(**_place(operation, version, n), **_question_columns(question))
    for n, procedure in enumerate(catalogue.procedures):
        entry = document["procedures"][n]
        yield ProcedureRow(
            **_place(operation, version, n),
            **_procedure_columns(procedure),
            events=list(entry["events"]),
            condition={key: entry[key] for key in ("when", "for_person") if key in entry},
        )


def _place(operation: Operation, version: CatalogueVersionRow, position: int) -> dict[str, Any]:
    return {
        "city_id": version.city_id,
        "id": operation.new_id(),
        "catalogue_version_id": version.id,
        "position": position,
    }


def _reason_columns(reason: ReasonToCome, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "code": reason.code,
        "name": reason.name,
        "event": reason.event,
        "help": reason.help,
        "movements": [asdict(catalogue.movements[code]) for code in reason.movements],
    }


def _question_columns(question: Question) -> dict[str, Any]:
    return {
        "code": question.code,
        "text": question.text,
        "help": question.help,
        "type": question.definition.type.value,
        "choices": [{"value": choice.value, "label": choice.label} for choice in question.choices],
        "is_personal": question.is_personal,
        "not_in_presence": question.not_in_presence,
        "never_printed": question.never_printed,
    }


def _procedure_columns(procedure: Procedure) -> dict[str, Any]:
    return {
        "code": procedure.code,
        "name": procedure.name,
        "summary": procedure.summary,
        "deadlines": [rule.words for rule in procedure.deadlines],
        "items": [item.name for item in procedure.items],
        "counter_code": procedure.counter.code,
        "counter_name": procedure.counter.name,
        "counter_floor": procedure.counter.floor,
        "is_outside": procedure.counter.is_outside,
        "legal_basis": procedure.legal_basis,
        "handling": procedure.handling.name,
        "certainty": procedure.certainty.name,
        "form_codes": list(procedure.forms),
        "annotation": procedure.annotation,
        "deemed_by": procedure.deemed_by.by if procedure.deemed_by else None,
        "never_printed": procedure.never_printed,
        "effective_from": procedure.effective_from,
        "effective_to": procedure.effective_to,
    }
