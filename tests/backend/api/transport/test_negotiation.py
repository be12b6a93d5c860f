import pytest

from backend.api.transport.errors import NotAcceptableError
from backend.api.transport.negotiation import GRAPHQL_RESPONSE, JSON, choose_media_type


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*;q=0.5", JSON),
        ("application/json", JSON),
        ("application/graphql-response+json", GRAPHQL_RESPONSE),
        ("application/graphql-response+json; charset=utf-8, application/json", GRAPHQL_RESPONSE),
        ("application/json, application/graphql-response+json", GRAPHQL_RESPONSE),
        ("application/graphql-response+json;q=0.1, application/json;q=0.9", JSON),
        ("application/graphql-response+json;q=0, */*", JSON),
        ("Application/JSON", JSON),
        ("text/html, application/json;q=0.9, */*;q=0.8", JSON),
    ],
)
def test_the_media_type_follows_the_accept_header(accept: str | None, chosen: str) -> None:
    assert choose_media_type(accept) == chosen


@pytest.mark.parametrize(
    "accept", ["text/html", "application/json;q=0", "application/json;q=x", "image/*"]
)
def test_a_client_that_wants_something_else_is_refused(accept: str) -> None:
    with pytest.raises(NotAcceptableError):
        choose_media_type(accept)
