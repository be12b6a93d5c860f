"""``madoguchi run``: database, migrations, preparations, server."""

import argparse
import os
import signal
import socket
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

import uvicorn

from backend.api.transport.application import Application
from backend.api.transport.designer_page import FOLDER
from backend.api.transport.settings import TransportSettings
from backend.app.keys import KEY_FILE, development_key_file, keyring_from
from backend.app.repeatable import clock_from, ids_from
from backend.app.server import for_development, make_application
from backend.app.services import objects_folder
from backend.app.sweeper import minutes_from
from backend.cli.commands.seed import fill_if_empty
from backend.cli.database import database, is_embedded
from backend.cli.refusals import CommandError
from backend.database.embedded import default_state
from backend.database.migrate import upgrade
from backend.database.settings import Urls

NAME = "run"
HELP = "Start the server (with the embedded PostgreSQL unless DATABASE_URL is set)."


def prepare_development(urls: Urls) -> Sequence[str]:
    """On a developer's machine the invented cities come by themselves; a real database never."""
    return fill_if_empty(urls) if is_embedded() else ()


# What happens to a migrated database before the server opens; each returns lines to print.
Preparation = Callable[[Urls], Sequence[str]]
PREPARATIONS: tuple[Preparation, ...] = (prepare_development,)

# A socket's close handshake must not hold up a stop.
STOP_SECONDS = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--workers", type=int, default=1, help="processes; more than 1 needs DATABASE_URL"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until a signal stops the server; what was started here stops with it."""
    signal.signal(signal.SIGTERM, leave)
    if arguments.workers > 1 and is_embedded():
        raise CommandError("More than one worker needs DATABASE_URL.")
    require_free(arguments.host, arguments.port)
    try:
        with database() as urls:
            upgrade(urls.owner)
            lines = [line for prepare in PREPARATIONS for line in prepare(urls)]
            _serve(urls, arguments, lines)
    except KeyboardInterrupt:  # uvicorn has shut down in order and passes the signal on
        return 0
    return 0


def _serve(urls: Urls, arguments: argparse.Namespace, lines: Sequence[str]) -> None:
    settings = _settings()
    notes = [*_addresses(arguments, settings), *lines]
    if arguments.workers > 1:
        print("\n".join(notes), flush=True)
        factory = "backend.app.server:application_from_environment"
        options = _options(arguments.host, arguments.port, settings)
        uvicorn.run(factory, factory=True, workers=arguments.workers, **options)
        return
    keyring = keyring_from(os.environ, development=settings.development)
    application = make_application(
        urls,
        settings,
        keyring,
        objects_folder(os.environ),
        clock=clock_from(os.environ, development=settings.development),
        make_id=ids_from(os.environ, development=settings.development),
        sweep_minutes=minutes_from(os.environ),
    )
    serve_application(application, arguments.host, arguments.port, settings, notes)


def serve_application(
    application: Application,
    host: str,
    port: int,
    settings: TransportSettings,
    notes: Sequence[str],
) -> None:
    """Serve one application in this process; the notes are printed once it can be reached."""
    _Server(uvicorn.Config(application, **_options(host, port, settings)), notes).run()


def _options(host: str, port: int, settings: TransportSettings) -> dict[str, Any]:
    return {
        "host": host,
        "port": port,
        "ws": "websockets-sansio",
        "ws_max_size": settings.limits.body_bytes,
        "log_level": "warning",
        "timeout_graceful_shutdown": STOP_SECONDS,
        "server_header": False,
    }


class _Server(uvicorn.Server):
    """Says where it is once it can be reached."""

    def __init__(self, config: uvicorn.Config, notes: Sequence[str]) -> None:
        super().__init__(config)
        self._notes = notes

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print("\n".join(self._notes), flush=True)


def _settings() -> TransportSettings:
    """With the embedded database this is a developer's machine, unless it is said otherwise."""
    settings = TransportSettings.from_environment(os.environ)
    stated = "MADOGUCHI_DEVELOPMENT" in os.environ
    return for_development(settings) if is_embedded() and not stated else settings


def _addresses(arguments: argparse.Namespace, settings: TransportSettings) -> list[str]:
    base = f"http://{arguments.host}:{arguments.port}"
    lines = [f"Madoguchi serves {base}/graphql and {base}/health", "Stop it with Ctrl-C."]
    if (FOLDER / "index.html").is_file():
        lines.insert(1, f"Form designer (帳票デザイナー): {base}/designer/")
    if settings.development:
        lines.append(f"Development: open {base}/graphql in a browser for GraphiQL.")
    if is_embedded():
        lines.append(f"The data are in {default_state()} (MADOGUCHI_STATE chooses another folder).")
    if settings.development and not os.environ.get(KEY_FILE):
        lines.append(f"Encrypted columns use a development key: {development_key_file()}.")
    return lines


def require_free(host: str, port: int) -> None:
    """Look before the database is started; uvicorn would notice only at the end."""
    try:
        socket.create_server((host, port)).close()
    except OverflowError:
        raise CommandError(f"There is no port {port}: 1 to 65535.") from None
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise CommandError(
            f"{host}:{port} cannot be used ({why}). Choose another --port."
        ) from error


def leave(_signal: int, _frame: FrameType | None) -> None:
    """End in order at SIGTERM."""
    # Without this the signal that uvicorn passes on would end us before PostgreSQL is stopped.
    raise SystemExit(0)
