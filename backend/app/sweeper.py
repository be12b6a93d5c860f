"""Sweeps the object store in the background, and for the command."""

import asyncio
import logging
from collections.abc import Mapping

from backend.api.transport.settings import number_from
from backend.cases.sweeping import Swept, sweep
from backend.context.clock import Clock
from backend.context.operation import Operations

LOG = logging.getLogger("madoguchi.sweep")
USUAL_MINUTES = 60
OFF = "0"


def minutes_from(environment: Mapping[str, str]) -> int | None:
    """How often: MADOGUCHI_SWEEP_MINUTES; nothing where it is 0."""
    if environment.get("MADOGUCHI_SWEEP_MINUTES") == OFF:
        return None
    return number_from(environment, "MADOGUCHI_SWEEP_MINUTES", USUAL_MINUTES)


async def sweep_now(operations: Operations) -> Swept:
    """Sweep once. Ages are of the store's clock, so the time is the system's, never a fixed one."""
    return await sweep(operations, Clock().now())


async def sweep_regularly(operations: Operations, minutes: int | None) -> None:
    """Sweep again and again, or never; a failure is logged and tried again the next time."""
    while minutes is not None:
        await asyncio.sleep(minutes * 60)
        try:
            await sweep_now(operations)
        except Exception as error:  # the database may be away for a while
            LOG.error("sweeping failed: %s", type(error).__qualname__)
