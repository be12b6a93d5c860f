"""Settings of the transport."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from backend.api.transport.limits import Limits


@dataclass(frozen=True, kw_only=True)
class TransportSettings:
    """How the API is offered; the defaults are those of production.

    ``development`` opens introspection, suggestions and the IDE, and lets the cookie travel
    without TLS.
    """

    development: bool = False
    allowed_origins: frozenset[str] = frozenset()
    connection_init_seconds: float = 10.0
    operations_per_socket: int = 20
    # For GraphiQL's tabs: an id for each placeholder of the sample variables.
    sample_ids: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    held_upload_bytes: int = 256 << 20  # files of all requests of a process together

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read MADOGUCHI_DEVELOPMENT and MADOGUCHI_ALLOWED_ORIGINS (separated by spaces), and the
        largest files, MADOGUCHI_UPLOAD_MIB, and all at once, MADOGUCHI_UPLOADS_MIB.
        """
        file_bytes = number_from(environment, "MADOGUCHI_UPLOAD_MIB", 20) << 20
        held_bytes = number_from(environment, "MADOGUCHI_UPLOADS_MIB", 256) << 20
        limits = Limits()
        return cls(
            development=environment.get("MADOGUCHI_DEVELOPMENT", "") == "1",
            allowed_origins=frozenset(environment.get("MADOGUCHI_ALLOWED_ORIGINS", "").split()),
            limits=replace(
                limits, file_bytes=file_bytes, upload_bytes=2 * file_bytes + limits.body_bytes
            ),
            held_upload_bytes=held_bytes,
        )


class WrongNumberError(Exception):
    """A variable that must be a number is none; the message names it."""


def number_from(environment: Mapping[str, str], name: str, usual: int) -> int:
    """A number from the environment."""
    given = environment.get(name) or str(usual)
    if not given.isdecimal() or not 1 <= int(given) <= 10_000:
        raise WrongNumberError(f"{name} must be a number from 1 to 10000.")
    return int(given)
