"""Print one or all documents of a case: print, or refuse with every place (印刷)."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from backend.cases.commands.bind_documents import (
    BUNDLE_TITLE,
    in_order_of_counters,
    keep_bundle,
)
from backend.cases.commands.fill_form import compose
from backend.cases.commands.leases import editor_elsewhere
from backend.cases.commands.paint_slip import SLIP_TITLE, paint_slip
from backend.cases.commands.signed_content import strokes_by_content
from backend.cases.commands.steps import load_for_step, note, require_sound, work_out
from backend.cases.guide import guide_values
from backend.cases.kept import keep, printed_document
from backend.cases.repository import cases as repository
from backend.cases.status import CaseEventKind, CaseStatus, DocumentKind, Paper, Step
from backend.cases.tables.cases import ApplicationRow, CaseRow, DocumentRow, PrintRunRow
from backend.context.clock import JAPAN
from backend.context.operation import Operation
from backend.errors import InvalidInputError
from backend.forms.binding import count_pages
from backend.forms.definition import FormDefinition, with_signature
from backend.forms.display_list import DisplayList
from backend.forms.embedding import DocumentInfo
from backend.forms.fonts import Fonts
from backend.forms.guide import flow_guide
from backend.forms.layout import lay_out
from backend.forms.pdf import paint
from backend.forms.printing import offset
from backend.forms.repository.printers import find_printer_offset
from backend.forms.repository.versions import get_version
from backend.forms.store import FormStore
from backend.forms.strokes import Stroke
from backend.staff.repository import get_city


@dataclass(frozen=True, kw_only=True)
class PrintDocuments:
    """Which filled forms (all when not said), and whether with the papers for the citizen."""

    case_id: UUID | None
    form_codes: Sequence[str] | None
    with_guide: bool
    confirmed_alerts: Sequence[str]
    paper: Paper = Paper.AS_DESIGNED
    is_duplex: bool = False
    with_slip: bool = False
    printer: str = ""
    tray: str = ""

    @property
    def is_slip_only(self) -> bool:
        """True when nothing is printed that says what the case will be."""
        return self.with_slip and not self.with_guide and self.form_codes == []


@dataclass(frozen=True)
class Painted:
    """A document ready to be kept."""

    kind: DocumentKind
    title: str
    content: bytes
    content_sha256: str
    sheets: int
    application: ApplicationRow | None = None
    display_list: DisplayList | None = None


async def print_documents(operation: Operation, asked: PrintDocuments) -> UUID:
    """Print documents of a case; gives the id of the printing."""
    case = await load_for_step(operation, asked.case_id, Step.PRINT)
    if case.status == CaseStatus.OPEN:
        editor = await editor_elsewhere(operation, case)
        await work_out(operation, case, edited_elsewhere_by=editor)
    if not asked.is_slip_only:
        require_sound(case, asked.confirmed_alerts)
    chosen = await _chosen(operation, case, asked.form_codes)
    applications = await in_order_of_counters(operation, case, chosen)
    painted = [await _paint_guide(operation, case)] if asked.with_guide else []
    if asked.with_slip:
        painted.append(await _paint_slip(operation, case))
    place = await _offset(operation, asked)
    painted.extend([await _paint_form(operation, case, row, place) for row in applications])
    if not painted:
        raise InvalidInputError("印刷する帳票がありません。", path=("input", "formCodes"))
    run = PrintRunRow(
        city_id=case.city_id,
        id=operation.new_id(),
        case_id=case.id,
        printed_at=operation.now,
        printed_by=operation.signed_in.staff_id,
        is_duplex=asked.is_duplex,
        has_own_file=False,
    )
    await keep_bundle(
        operation,
        run,
        [document.content for document in painted if document.display_list is None],
        [document.display_list for document in painted if document.display_list is not None],
        _info(case, BUNDLE_TITLE),
        paper=asked.paper,
    )
    operation.session.add(run)
    await operation.session.flush()
    for position, document in enumerate(painted, start=1):
        await _keep(operation, run, position, document)
    await note(
        operation,
        case,
        CaseEventKind.PRINTED,
        documents=[document.title for document in painted],
        confirmed_alerts=list(asked.confirmed_alerts),
    )
    return run.id


async def _chosen(
    operation: Operation, case: CaseRow, codes: Sequence[str] | None
) -> list[ApplicationRow]:
    filled = {
        row.form_code: row for row in await repository.list_applications(operation.session, case.id)
    }
    for position, code in enumerate(codes or ()):
        if code not in filled:
            raise InvalidInputError(
                "この帳票はまだ記入されていません。", path=("input", "formCodes", str(position))
            )
    return list(filled.values()) if codes is None else [filled[code] for code in codes]


async def _offset(operation: Operation, asked: PrintDocuments) -> tuple[float, float]:
    """How far forms are moved on the printer, to the right and down."""
    if not asked.printer:
        return 0.0, 0.0
    row = await find_printer_offset(operation.session, asked.printer, asked.tray)
    return (row.right_mm, row.down_mm) if row else (0.0, 0.0)


async def _paint_form(
    operation: Operation, case: CaseRow, row: ApplicationRow, place: tuple[float, float]
) -> Painted:
    forms: FormStore = operation.services["forms"]
    fonts: Fonts = operation.services["fonts"]
    version = await get_version(operation.session, row.form_version_id)
    definition = await forms.get(operation.session, version)
    if case.status == CaseStatus.OPEN:
        # The case may have changed since the form was filled; a closed one prints as it was.
        await compose(operation, case, row, definition)
    if row.problems:
        first = row.problems[0]
        raise InvalidInputError(
            f"「{definition.title}」の{first['label']}: {first['message']}",
            path=("input", "formCodes", row.form_code, first["path"]),
        )
    info = _info(case, definition.title)
    # In a thread: other officials' requests go on meanwhile.
    strokes = await strokes_by_content(operation, case, row)
    display_list, content_sha256, content = await asyncio.to_thread(
        _draw, definition, row.values, fonts, info, strokes, place
    )
    return Painted(
        kind=DocumentKind.FORM,
        title=definition.title,
        content=content,
        content_sha256=content_sha256,
        sheets=len({page.sheet for page in display_list.pages}),
        application=row,
        display_list=display_list,
    )


def _draw(
    definition: FormDefinition,
    values: Mapping[str, Any],
    fonts: Fonts,
    info: DocumentInfo,
    strokes: Mapping[str, Sequence[Stroke]],
    place: tuple[float, float],
) -> tuple[DisplayList, str, bytes]:
    display_list = lay_out(definition, values, fonts)
    # A signature is printed under what was signed; under anything else the form is unsigned.
    content_sha256 = display_list.hash(without_signature=True)
    signature = strokes.get(content_sha256)
    if signature is not None:
        display_list = lay_out(definition, with_signature(values, signature), fonts)
    # What was signed does not depend on the printer; only what is painted is moved.
    moved = offset(display_list, *place)
    return moved, content_sha256, paint([moved], info)


async def _paint_guide(operation: Operation, case: CaseRow) -> Painted:
    fonts: Fonts = operation.services["fonts"]
    city = await get_city(operation.session, case.city_id)
    procedures = await repository.list_procedures(operation.session, case.id)
    values = guide_values(case, procedures, city.name)
    content = await asyncio.to_thread(flow_guide, values, fonts, _info(case, GUIDE_TITLE))
    return Painted(
        kind=DocumentKind.GUIDE,
        title=GUIDE_TITLE,
        content=content,
        content_sha256=hashlib.sha256(content).hexdigest(),
        sheets=count_pages(content),
    )


async def _paint_slip(operation: Operation, case: CaseRow) -> Painted:
    content = await paint_slip(operation, case, _info(case, SLIP_TITLE))
    return Painted(
        kind=DocumentKind.SLIP,
        title=SLIP_TITLE,
        content=content,
        content_sha256=hashlib.sha256(content).hexdigest(),
        sheets=count_pages(content),
    )


GUIDE_TITLE = "手続き案内書"


def _info(case: CaseRow, title: str) -> DocumentInfo:
    # The day of reception, not today: printing a case again gives the same bytes.
    return DocumentInfo(title=f"{title} {case.number}", created_at=_midnight(case.accepted_on))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), JAPAN)


async def _keep(operation: Operation, run: PrintRunRow, position: int, document: Painted) -> None:
    row = DocumentRow(
        city_id=run.city_id,
        id=operation.new_id(),
        print_run_id=run.id,
        case_id=run.case_id,
        position=position,
        kind=document.kind,
        title=document.title,
        application_id=document.application.id if document.application else None,
        form_version_id=document.application.form_version_id if document.application else None,
        sheets=document.sheets,
        byte_count=len(document.content),
        sha256=hashlib.sha256(document.content).hexdigest(),
        content_sha256=document.content_sha256,
    )
    # Written before the commit: an object without a row is harmless, a row without one is not.
    await keep(operation, printed_document(row.city_id, row.id), document.content)
    operation.session.add(row)
