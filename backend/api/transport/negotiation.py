"""Which media type the answer has (GraphQL over HTTP, "Media Types")."""

from collections.abc import Iterator

from backend.api.transport.errors import NotAcceptableError

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"


def choose_media_type(accept: str | None) -> str:
    """The answer's media type; the new one wins where both are wanted alike.

    Wildcards and a missing header mean the old one: such clients do not know the new one.
    """
    if not accept or not accept.strip():
        return JSON
    wanted = {"*/*": 0.0, "application/*": 0.0}
    wanted |= dict(_ranges(accept))
    wildcard = max(wanted["*/*"], wanted["application/*"])
    new = wanted.get(GRAPHQL_RESPONSE, 0.0)
    old = wanted.get(JSON, wildcard)
    if new == old == 0.0:
        raise NotAcceptableError(f"Accept {GRAPHQL_RESPONSE} or {JSON}.")
    return GRAPHQL_RESPONSE if new >= old else JSON


def accepts_html(accept: str | None) -> bool:
    """Whether a browser asks for a page."""
    return "text/html" in dict(_ranges(accept or ""))


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        media_type, *parameters = (word.strip().lower() for word in part.split(";"))
        yield media_type, _quality(parameters)


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
