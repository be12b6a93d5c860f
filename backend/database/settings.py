"""Which database the server uses, and as whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

APP_ROLE = "madoguchi_app"
OWNER_ROLE = "madoguchi_owner"


@dataclass(frozen=True)
class Urls:
    """Two ways into one database, as addresses that ``asyncpg.connect(dsn)`` understands.

    ``owner`` runs migrations and seeding. ``app`` is bound by row-level security.
    """

    owner: str
    app: str


def urls_from(environment: Mapping[str, str]) -> Urls | None:
    """Read the addresses of an outside server; ``None`` means the embedded one.

    DATABASE_URL is the application's login and MIGRATION_DATABASE_URL the owner's. With
    DATABASE_URL alone it is the owner's, and the server steps down to the application's role.
    """
    given = environment.get("DATABASE_URL")
    if not given:
        return None
    if owner := environment.get("MIGRATION_DATABASE_URL"):
        return Urls(owner=owner, app=given)
    return Urls(owner=given, app=with_role(given, APP_ROLE))


def with_role(url: str, role: str) -> str:
    """The same login, entering ``role`` by a start-up parameter."""
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "role"]
    return _joined(parts._replace(query=urlencode([*query, ("role", role)])))


def with_database(url: str, database: str) -> str:
    """The same server and login, another database."""
    return _joined(urlsplit(url)._replace(path=f"/{database}"))


def _joined(parts: SplitResult) -> str:
    # Not urlunsplit: it makes postgresql:/name of postgresql:///name.
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{parts.netloc}{parts.path}{query}"
