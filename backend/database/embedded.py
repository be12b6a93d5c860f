"""The embedded PostgreSQL: a real server with its data in a state folder, on a Unix socket only.

::

    state/                  root: /var/lib/madoguchi · else $XDG_DATA_HOME/madoguchi
    ├── binaries/           only where the virtual environment is closed to the user ``nobody``
    └── postgresql/         of the user the server runs under, mode 0700
        ├── data/           the cluster
        ├── socket/         or a folder under /tmp where the path is too long for a socket
        └── server.log

Whoever can enter the socket's folder is trusted: the folder's mode is the lock.
"""

import fcntl
import hashlib
import os
import shlex
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from backend.database.binaries import PostgresError, Programs, find_programs
from backend.database.settings import APP_ROLE, OWNER_ROLE, Urls

SUPERUSER = "postgres"  # for setting up only; the server never signs in as it
DATABASE = "madoguchi"
PORT = 5432  # names the socket's file; nothing listens on TCP
LONGEST_SOCKET_PATH = 107
START_SECONDS = 30.0

# With LC_CTYPE=C, pg_trgm yields no Japanese trigrams and no error; hence the builtin C.UTF-8.
INITDB = (
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C.UTF-8",
    "--lc-collate=C",
    "--auth=trust",
    "--no-instructions",
    f"--username={SUPERUSER}",
)

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # A failed statement or its row would carry residents' data into the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}

ROLES = f"""
SELECT 'CREATE ROLE {OWNER_ROLE} LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{OWNER_ROLE}') \\gexec
SELECT 'CREATE ROLE {APP_ROLE} LOGIN NOSUPERUSER NOBYPASSRLS'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') \\gexec
SELECT 'CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{DATABASE}') \\gexec
REVOKE TEMPORARY ON DATABASE {DATABASE} FROM PUBLIC;
"""


class Embedded:
    """One embedded server and its state folder."""

    def __init__(self, state: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self.state = state.absolute()
        self.home = self.state / "postgresql"
        self.data = self.home / "data"
        self.log = self.home / "server.log"
        self.socket = _socket_folder(self.home)
        self.settings = {
            **SETTINGS,
            "unix_socket_directories": str(self.socket),
            **(settings or {}),
        }
        self._found: Programs | None = None
        self._started_here = False

    @property
    def programs(self) -> Programs:
        """The programs of the server (looked for at the first use)."""
        if self._found is None:
            self._found = find_programs(self.state)
        return self._found

    @property
    def urls(self) -> Urls:
        """The addresses for the owner and for the application."""
        return Urls(owner=self.url(OWNER_ROLE), app=self.url(APP_ROLE))

    def url(self, role: str, database: str = DATABASE) -> str:
        """The address of one database for one role."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket))}&port={PORT}"

    def start(self) -> Urls:
        """Start the server, or join the one that already runs on this state folder."""
        with self._alone():
            if not self.is_running():
                self._make_cluster()
                self._remove_stale_locks()
                self._launch()
                self._started_here = True
            self._psql(ROLES)
        return self.urls

    def stop(self) -> None:
        """Stop the server if this object started it; a joined server belongs to its starter."""
        if self._started_here:
            self.stop_server()

    def stop_server(self) -> None:
        """Stop whatever server runs on this state folder."""
        with self._alone():
            if self.is_running():
                self.programs.run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w")
            self._started_here = False

    def is_running(self) -> bool:
        """Whether a server answers on this state folder."""
        if not self.data.is_dir():
            return False
        try:
            self.programs.run("pg_isready", "-q", "-h", str(self.socket), "-p", str(PORT))
        except PostgresError:
            return False
        return True

    def _psql(self, script: str, database: str = "postgres") -> str:
        """Run a script as superuser; for setting up only."""
        return self.programs.run(
            "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1",
            "-h", str(self.socket), "-p", str(PORT), "-U", SUPERUSER, "-d", database,
            stdin=script,
        )  # fmt: skip

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let two starting programs take turns."""
        self._make_folders()
        with (self.state / "postgresql.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make_folders(self) -> None:
        self.state.mkdir(parents=True, exist_ok=True)
        self._require_open_parents()
        for folder in (self.home, self.socket):
            if not folder.is_dir():
                folder.mkdir(mode=0o700)
                self._hand_over(folder)
            self._require_own(folder)

    def _require_open_parents(self) -> None:
        if self.programs.user is None:
            return
        for folder in (self.state, *self.state.parents):
            if not folder.stat().st_mode & 0o001:
                raise PostgresError(
                    f"PostgreSQL runs as {self.programs.user}, who may not enter {folder}. "
                    "Choose another place for the data with MADOGUCHI_STATE."
                )

    def _require_own(self, folder: Path) -> None:
        """Refuse a folder that someone else put in the way (the fallback lies under /tmp)."""
        found = folder.lstat()
        if found.st_uid != self._uid() or found.st_mode & 0o077:
            raise PostgresError(f"{folder} belongs to someone else or is open to others.")

    def _uid(self) -> int:
        if self.programs.user is None:
            return os.geteuid()
        import pwd

        return pwd.getpwnam(self.programs.user).pw_uid

    def _hand_over(self, path: Path) -> None:
        if self.programs.user is not None:
            shutil.chown(path, self.programs.user)

    def _make_cluster(self) -> None:
        if self.data.is_dir():
            self._require_same_version()
            return
        partial = self.home / "data.partial"  # an interrupted initdb is started afresh
        shutil.rmtree(partial, ignore_errors=True)
        self.programs.run("initdb", *INITDB, "-D", str(partial))
        partial.rename(self.data)

    def _require_same_version(self) -> None:
        held = (self.data / "PG_VERSION").read_text().strip()
        ours = self.programs.run("postgres", "--version").split()[2].split(".")[0]
        if held != ours:
            raise PostgresError(
                f"The data in {self.data} are of PostgreSQL {held}, this release brings "
                f"PostgreSQL {ours}. Nothing was changed. Dump them with the former release "
                "(pg_dump) and restore them into an empty state folder (pg_restore), "
                "as docs/development.md shows."
            )

    def _remove_stale_locks(self) -> None:
        """Remove lock files of a killed server whose process number someone else now has.

        PostgreSQL itself removes them only when no process has the number, so that after a
        restart of a container it would refuse to start.
        """
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists() or _is_server_of(_first_number(pid_file), self.data):
            return
        pid_file.unlink()
        (self.socket / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _launch(self) -> None:
        """Start, and try again while processes of a killed server are still leaving."""
        # As options, not as a file: root must not write where the unprivileged user may put links.
        options = " ".join(f"-c {shlex.quote(f'{k}={v}')}" for k, v in self.settings.items())
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                self.programs.run(
                    "pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-s", "-w",
                    "-t", str(int(START_SECONDS)), "-o", options,
                )  # fmt: skip
                return
            except PostgresError as error:
                said = _last_lines(self.log)
                if "still in use" not in said or time.monotonic() > until:
                    raise PostgresError(f"{error}\n{said}") from error
                time.sleep(0.2)


def default_state() -> Path:
    """The state folder: MADOGUCHI_STATE, else root's or the ordinary user's usual place."""
    if chosen := os.environ.get("MADOGUCHI_STATE"):
        return Path(chosen)
    if os.geteuid() == 0:
        return Path("/var/lib/madoguchi")
    data_home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data_home) / "madoguchi"


def _socket_folder(home: Path) -> Path:
    wanted = home / "socket"
    if len(os.fsencode(wanted / f".s.PGSQL.{PORT}.lock")) <= LONGEST_SOCKET_PATH:
        return wanted
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"madoguchi-{os.geteuid()}-{name}"


def _first_number(pid_file: Path) -> int:
    first, _, _ = pid_file.read_text().partition("\n")
    return int(first) if first.strip().isdigit() else 0


def _is_server_of(pid: int, data: Path) -> bool:
    """Whether the process is a postmaster of this cluster (it works inside the data folder)."""
    if not Path("/proc/self").exists():
        return True  # no way to know: PostgreSQL decides
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data.resolve()
    except OSError:
        return False


def _last_lines(log: Path) -> str:
    if not log.exists():
        return ""
    return "\n".join(log.read_text(errors="replace").splitlines()[-5:])
