"""What the first requests would wait for, done while nobody asks for anything.

The server opens at once: after a crash every second counts. Each step takes some 50 ms at most and
begins only when no request is under way, so a request waits for one step and never for all of them.
"""

import gc
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from backend.api.transport.documents import DocumentCache
from backend.api.transport.graphiql import OPERATIONS
from backend.calendar.rules import is_open
from backend.context.clock import JAPAN
from backend.context.operation import Operations
from backend.context.principal import RequestOrigin
from backend.forms.embedding import DocumentInfo
from backend.forms.guide import flow_guide
from backend.forms.layout import lay_out
from backend.forms.pdf import paint
from backend.forms.repository.versions import list_versions_in_force
from backend.procedures.repository import published_version_id
from backend.staff.passwords import hash_of_nobody
from backend.staff.tables import CityRow

# Beyond these a city's first request of the day compiles its catalogue itself.
MOST_CITIES = 20
AT_ONCE = 10  # operations validated in a step
ORIGIN = RequestOrigin(request_id="warm-up")


Quiet = Callable[[], Awaitable[None]]

LOG = logging.getLogger("madoguchi.start")


async def _at_once() -> None:
    """Wait for nobody: nothing is served yet."""


async def warm_up_when_quiet(
    operations: Operations, documents: DocumentCache, quiet: Quiet
) -> None:
    """Warm up beside the requests; what fails here, the request that needs it will say."""
    try:
        await warm_up(operations, documents, quiet)
    except Exception as error:  # its text may hold a city's data
        LOG.error("warming up failed: %s", type(error).__qualname__)


async def warm_up(
    operations: Operations, documents: DocumentCache, quiet: Quiet = _at_once
) -> None:
    """Compile the catalogues, set the forms in force, validate the documented operations."""
    await quiet()
    hash_of_nobody()
    for city_id in await _cities(operations):
        async for _ in _load(operations, city_id):
            await quiet()
    for number, path in enumerate(sorted(OPERATIONS.glob("*.graphql"))):
        if not number % AT_ONCE:
            await quiet()
        documents.get(path.read_text("utf-8"))
    await quiet()
    _use_once(operations)
    # What stands now stays until the end: no collection needs to look at it again.
    gc.freeze()


async def _cities(operations: Operations) -> list[int]:
    async with operations.open(city_id=None, origin=ORIGIN) as operation:
        found = await operation.rows(select(CityRow.id).order_by(CityRow.id).limit(MOST_CITIES))
    return [city_id for (city_id,) in found]


async def _load(operations: Operations, city_id: int) -> AsyncIterator[None]:
    """Load what the counters of a city need, a step at a time."""
    async with operations.open(city_id=city_id, origin=ORIGIN) as operation:
        calendar = await operation.services["calendars"].of_city(operation, city_id)
        for days in range(7):  # loads the holidays of Japan, which others load late
            is_open(calendar, operation.today + timedelta(days))
        version_id = await operation.session.scalar(published_version_id(operation.today))
        if version_id is not None:
            await operation.services["catalogues"].get(operation.session, city_id, version_id)
        versions = await list_versions_in_force(operation.session, operation.today)
    for version in versions:
        yield
        async with operations.open(city_id=city_id, origin=ORIGIN) as operation:
            definition = await operation.services["forms"].get(operation.session, version)
        # Sets the words that are printed on every copy of the form.
        laid_out = lay_out(definition, {}, operation.services["fonts"])
        paint([laid_out], _info(operation.today))


def _use_once(operations: Operations) -> None:
    """Load what others load late: the flowing documents."""
    today = operations.clock.now().astimezone(JAPAN).date()
    values = {
        "city": {"name": "窓口"},
        "case": {"number": "0", "accepted_on": {"value": today.isoformat()}},
        "guide": {"addressee": "窓口", "procedures": []},
    }
    flow_guide(values, operations.services["fonts"], _info(today))


def _info(day: date) -> DocumentInfo:
    return DocumentInfo(title="窓口", created_at=datetime.combine(day, time(), JAPAN))
