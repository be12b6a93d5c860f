"""Assembly: engine, operations, executor and transport make one ASGI application."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.api.attachments import attachment_routes
from backend.api.documents import document_route, print_route
from backend.api.executor import OperationExecutor
from backend.api.exports import export_route
from backend.api.form_assets import form_asset_route
from backend.api.forms import form_routes
from backend.api.glyphs import glyph_route
from backend.api.schema import schema
from backend.api.statistics import workbook_route
from backend.api.tablet import picture_routes
from backend.api.transport.application import Application
from backend.api.transport.settings import TransportSettings
from backend.app.keys import keyring_from
from backend.app.repeatable import clock_from, ids_from
from backend.app.services import make_services, objects_folder
from backend.app.sweeper import minutes_from, sweep_regularly
from backend.app.warm import warm_up_when_quiet
from backend.audit.repository import write_event
from backend.context.clock import Clock, NewId, random_ids
from backend.context.operation import Operations
from backend.database.encryption import Keyring
from backend.database.engine import make_engine
from backend.database.settings import Urls, urls_from
from backend.events.listener import Listener


def make_application(
    urls: Urls,
    settings: TransportSettings,
    keyring: Keyring,
    objects: Path,
    *,
    clock: Clock | None = None,
    make_id: NewId | None = None,
    sweep_minutes: int | None = None,
) -> Application:
    """The whole server on one database; ``objects`` is the folder of documents and attachments."""
    engine = make_engine(urls.app)
    listener = Listener(urls.app)
    services = make_services(listener, objects)
    operations = Operations(
        engine=engine,
        clock=clock or Clock(),
        make_id=make_id or random_ids(),
        keyring=keyring,
        write_audit=write_event,
        services=services,
    )

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        listener.start()
        warming = warm_up_when_quiet(operations, application.documents, application.quiet)
        besides = [
            asyncio.create_task(sweep_regularly(operations, sweep_minutes)),
            asyncio.create_task(warming),
        ]
        try:
            yield
        finally:
            for task in besides:
                task.cancel()
            await asyncio.gather(*besides, return_exceptions=True)
            await listener.stop()
            await engine.dispose()

    async def check_ready() -> None:
        await ask_database(engine)

    executor = OperationExecutor(schema=schema, operations=operations)
    application = Application(
        schema=schema._schema,
        executor=executor,
        settings=settings,
        check_ready=check_ready,
        rest=Litestar(
            [
                document_route(executor),
                print_route(executor),
                *picture_routes(executor),
                *attachment_routes(executor, services["files"]),
                form_asset_route(executor),
                *form_routes(executor, services),
                export_route(executor),
                workbook_route(executor),
                glyph_route(),
            ],
            lifespan=[lifespan],
            openapi_config=None,
        ),
    )
    services["sockets"] = application.registry  # for signing out
    return application


def application_from_environment() -> Application:
    """What each worker process of a server makes for itself."""
    urls = urls_from(os.environ)
    if urls is None:
        raise RuntimeError("DATABASE_URL is not set")
    settings = TransportSettings.from_environment(os.environ)
    return make_application(
        urls,
        settings,
        keyring_from(os.environ, development=settings.development),
        objects_folder(os.environ),
        clock=clock_from(os.environ, development=settings.development),
        make_id=ids_from(os.environ, development=settings.development),
        sweep_minutes=minutes_from(os.environ),
    )


async def ask_database(engine: AsyncEngine) -> None:
    """Fail where the database does not answer."""
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))


def for_development(settings: TransportSettings) -> TransportSettings:
    """The same settings with the IDE, introspection and a cookie that needs no TLS."""
    return replace(settings, development=True)
