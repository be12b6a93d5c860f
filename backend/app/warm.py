"""What the first requests would wait for, done before the server opens."""

import gc
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from backend.api.transport.documents import DocumentCache
from backend.api.transport.graphiql import OPERATIONS
from backend.calendar.rules import is_open
from backend.context.clock import JAPAN
from backend.context.operation import Operation, Operations
from backend.context.principal import RequestOrigin
from backend.forms.embedding import DocumentInfo
from backend.forms.guide import flow_guide
from backend.forms.layout import lay_out
from backend.forms.pdf import paint
from backend.forms.repository.versions import list_versions_in_force
from backend.procedures.repository import published_version_id
from backend.staff.tables import CityRow

# Beyond these a city's first request of the day compiles its catalogue itself.
MOST_CITIES = 20
ORIGIN = RequestOrigin(request_id="warm-up")


async def warm_up(operations: Operations, documents: DocumentCache) -> None:
    """Validate the documented operations, compile the catalogues, set the forms in force."""
    for path in sorted(OPERATIONS.glob("*.graphql")):
        documents.get(path.read_text("utf-8"))
    async with operations.open(city_id=None, origin=ORIGIN) as operation:
        cities = await operation.rows(select(CityRow.id).order_by(CityRow.id).limit(MOST_CITIES))
    for (city_id,) in cities:
        async with operations.open(city_id=city_id, origin=ORIGIN) as operation:
            await _load(operation, city_id)
    _use_once(operations)
    # What stands now stays until the end: no collection needs to look at it again.
    gc.collect()
    gc.freeze()


async def _load(operation: Operation, city_id: int) -> None:
    calendar = await operation.services["calendars"].of_city(operation, city_id)
    for days in range(7):  # loads the holidays of Japan, which others load late
        is_open(calendar, operation.today + timedelta(days))
    version_id = await operation.session.scalar(published_version_id(operation.today))
    if version_id is not None:
        await operation.services["catalogues"].get(operation.session, city_id, version_id)
    for version in await list_versions_in_force(operation.session, operation.today):
        definition = await operation.services["forms"].get(operation.session, version)
        # Sets the words that are printed on every copy of the form.
        paint([lay_out(definition, {}, operation.services["fonts"])], _info(operation.today))


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
