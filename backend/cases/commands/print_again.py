"""Print again what was printed: the kept bytes, never what the case has become (再印刷)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.cases.commands.bind_documents import keep_bound
from backend.cases.commands.steps import load_for_step, note
from backend.cases.kept import printed_bundle, printed_document, read_kept
from backend.cases.repository import printing as repository
from backend.cases.status import CaseEventKind, Step
from backend.cases.tables.cases import DocumentRow, PrintRunRow
from backend.context.operation import Operation
from backend.forms.binding import Bound, bind, marked
from backend.forms.fonts import Fonts
from backend.shared.dates import japanese_text
from backend.staff.repository import get_city

REPRINT_MARK = "reprint_mark"  # a setting of the city


@dataclass(frozen=True, kw_only=True)
class PrintAgain:
    """Which printing to print again."""

    print_run_id: UUID | None


async def print_again(operation: Operation, asked: PrintAgain) -> UUID:
    """Print a kept file once more; gives the id of the new printing, which refers to the first."""
    before = await repository.get_print_run(operation.session, asked.print_run_id)
    case = await load_for_step(operation, before.case_id, Step.PRINT)
    first = await repository.get_print_run(operation.session, before.documents_of)
    run = PrintRunRow(
        city_id=case.city_id,
        id=operation.new_id(),
        case_id=case.id,
        printed_at=operation.now,
        printed_by=operation.signed_in.staff_id,
        reprint_of=first.id,
        is_duplex=first.is_duplex,
        has_own_file=False,
    )
    documents = await repository.list_documents(operation.session, first.id)
    await _take_over(operation, run, first, documents)
    operation.session.add(run)
    await note(
        operation,
        case,
        CaseEventKind.PRINTED_AGAIN,
        documents=[document.title for document in documents],
        first_printed_at=first.printed_at.isoformat(),
    )
    return run.id


async def _take_over(
    operation: Operation, run: PrintRunRow, first: PrintRunRow, documents: Sequence[DocumentRow]
) -> None:
    """Refer to the kept file; a city that marks reprints gets a file of its own."""
    city = await get_city(operation.session, run.city_id)
    is_marked = city.settings.get(REPRINT_MARK) is True
    if first.bundle_sha256 is not None and not is_marked:
        run.bundle_sha256, run.bundle_byte_count = first.bundle_sha256, first.bundle_byte_count
        run.pages, run.leaves = first.pages, first.leaves
        return
    content = await _kept(operation, first, documents)
    if is_marked:
        words = f"再印刷　{japanese_text(operation.today)}"
        fonts: Fonts = operation.services["fonts"]
        content = await asyncio.to_thread(marked, content, words, fonts)
    run.has_own_file = True
    await keep_bound(operation, run, Bound.of(content, is_duplex=run.is_duplex))


async def _kept(
    operation: Operation, first: PrintRunRow, documents: Sequence[DocumentRow]
) -> bytes:
    """The file of a printing; one of before there were such files is bound now."""
    if first.bundle_sha256 is not None:
        bundle = printed_bundle(first.city_id, first.content_of)
        return await read_kept(operation, bundle, first.bundle_sha256)
    parts = [
        await read_kept(operation, printed_document(row.city_id, row.id), row.sha256)
        for row in documents
    ]
    return bind(parts, is_duplex=first.is_duplex).content
