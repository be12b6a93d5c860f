"""One file of all that is printed, in the order of the counters the citizen goes to (綴り)."""

import asyncio
import hashlib
from collections.abc import Sequence

from backend.cases.kept import keep, printed_bundle
from backend.cases.prefill import WANTED
from backend.cases.repository import cases as repository
from backend.cases.status import Paper
from backend.cases.tables.cases import ApplicationRow, CaseProcedureRow, CaseRow, PrintRunRow
from backend.context.operation import Operation
from backend.forms.binding import Bound, bind, for_both_sides, for_one_side, side_by_side
from backend.forms.display_list import DisplayList
from backend.forms.embedding import DocumentInfo
from backend.forms.pdf import paint

BUNDLE_TITLE = "印刷物一式"
FIRST = -1  # what no procedure asks for, such as a power of attorney, is shown at the first counter


async def in_order_of_counters(
    operation: Operation, case: CaseRow, applications: Sequence[ApplicationRow]
) -> list[ApplicationRow]:
    """The filled forms as the citizen hands them in: counter by counter."""
    procedures = await repository.list_procedures(operation.session, case.id)
    places = form_places(procedures)
    return sorted(applications, key=lambda row: (places.get(row.form_code, FIRST), row.form_code))


def form_places(procedures: Sequence[CaseProcedureRow]) -> dict[str, int]:
    """The place of each form: by the counter that comes first, there by its procedure."""
    wanted = [row for row in procedures if row.decision in WANTED]
    counters = list(dict.fromkeys(row.counter_name for row in wanted))
    by_counter = sorted(wanted, key=lambda row: counters.index(row.counter_name))
    codes = [code for row in by_counter for code in row.form_codes]
    return {code: place for place, code in enumerate(dict.fromkeys(codes))}


def bound(
    leading: Sequence[bytes],
    forms: Sequence[DisplayList],
    info: DocumentInfo,
    *,
    paper: Paper,
    is_duplex: bool,
) -> Bound:
    """Bind the guide and the forms; the forms share their fonts."""
    if paper is Paper.A3_SIDE_BY_SIDE:
        forms = [side_by_side(form) for form in forms]
    turned = for_both_sides if is_duplex else for_one_side
    painted = [paint([turned(form) for form in forms], info)] if forms else []
    return bind([*leading, *painted], is_duplex=is_duplex)


async def keep_bundle(
    operation: Operation,
    run: PrintRunRow,
    leading: Sequence[bytes],
    forms: Sequence[DisplayList],
    info: DocumentInfo,
    *,
    paper: Paper,
) -> None:
    """Bind a printing's documents and keep the file with its hash."""
    # In a thread: other officials' requests go on meanwhile.
    made = await asyncio.to_thread(
        bound, leading, forms, info, paper=paper, is_duplex=run.is_duplex
    )
    await keep_bound(operation, run, made)


async def keep_bound(operation: Operation, run: PrintRunRow, made: Bound) -> None:
    """Keep the file of a printing before its row commits, and say what it is."""
    await keep(operation, printed_bundle(run.city_id, run.id), made.content)
    run.bundle_sha256 = hashlib.sha256(made.content).hexdigest()
    run.bundle_byte_count = len(made.content)
    run.pages, run.leaves = made.pages, made.leaves
