"""Settings of the transport."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read MADOGUCHI_DEVELOPMENT and MADOGUCHI_ALLOWED_ORIGINS (separated by spaces)."""
        return cls(
            development=environment.get("MADOGUCHI_DEVELOPMENT", "") == "1",
            allowed_origins=frozenset(environment.get("MADOGUCHI_ALLOWED_ORIGINS", "").split()),
        )
