"""Paint the slip of how far a case has come, with the state of this moment (手続きの進み具合)."""

import asyncio

from backend.cases.progress_slip import Counter, slip_values
from backend.cases.repository import cases as repository
from backend.cases.repository import tasks as task_repository
from backend.cases.tables.cases import CaseRow
from backend.context.operation import Operation
from backend.forms.embedding import DocumentInfo
from backend.forms.fonts import Fonts
from backend.forms.slip import flow_slip
from backend.staff.repository import get_city

SLIP_TITLE = "手続きの進み具合"


async def paint_slip(operation: Operation, case: CaseRow, info: DocumentInfo) -> bytes:
    """The slip's PDF; it is kept as printed, and printed anew it says the state of then."""
    fonts: Fonts = operation.services["fonts"]
    await operation.session.flush()
    tasks = await task_repository.list_tasks(operation.session, case.id)
    sections = sorted({task.section_id for task in tasks})
    places = {(task.section_id, task.place_id) for task in tasks}
    names = await task_repository.list_section_names(operation.session, sections)
    found = await task_repository.list_counters(operation.session, sections)
    # The building that was said for the section's tasks; where none was, its first.
    said = {section: place for section, place in places if place is not None}
    counters = {
        section: Counter(name=name, place=_where(found.get(section, []), said.get(section)))
        for section, name in names.items()
    }
    values = slip_values(
        case,
        await repository.list_procedures(operation.session, case.id),
        tasks,
        counters,
        city_name=(await get_city(operation.session, case.city_id)).name,
        now=operation.now,
    )
    return await asyncio.to_thread(flow_slip, values, fonts, info)


def _where(windows: list[task_repository.Window], place_id: object) -> str:
    for window in windows:
        if window.place_id == place_id or place_id is None:
            return f"{window.place} {window.floor}"
    return ""
