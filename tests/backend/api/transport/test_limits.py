import pytest
from graphql import get_introspection_query, parse

from backend.api.transport.documents import DocumentCache, RefusedDocumentError
from backend.api.transport.limits import Limits, check_limits
from tests.backend.api.transport.sample import SCHEMA

LIMITS = Limits(
    source_length=5_000,
    tokens=300,
    depth=4,
    fields=20,
    aliases=3,
    directives=3,
    repeated_fields=3,
)


def codes(text: str, limits: Limits = LIMITS) -> list[object]:
    return [(error.extensions or {})["code"] for error in check_limits(parse(text), limits)]


def refusal(cache: DocumentCache, text: str) -> list[object]:
    with pytest.raises(RefusedDocumentError) as refused:
        cache.get(text)
    return [(error.extensions or {})["code"] for error in refused.value.errors]


def cache_of(limits: Limits = LIMITS, size: int = 10) -> DocumentCache:
    return DocumentCache(SCHEMA._schema, limits, introspection=True, size=size)


@pytest.mark.parametrize(
    ("kept", "passed", "code"),
    [
        ("{a{a{a{a}}}}", "{a{a{a{a{a}}}}}", "TOO_DEEP"),
        ("{a ...{b{c{d{e}}}}}", "{a ...{b{c{d{e{f}}}}}}", "TOO_DEEP"),
        ("{...F} fragment F on Q{a{b{c{d}}}}", "{a{...F}} fragment F on Q{a{b{c{d}}}}", "TOO_DEEP"),
        ("{x:a y:a z:a}", "{x:a y:a z:a w:a}", "TOO_MANY_ALIASES"),
        ("{a@d b@d c@d}", "query @d {a@d b@d c@d}", "TOO_MANY_DIRECTIVES"),
        ("{a a a b}", "{a a a a b}", "TOO_MANY_REPEATED_FIELDS"),
        ("{b{a a a}}", "{b{a a a a}}", "TOO_MANY_REPEATED_FIELDS"),
        ("mutation{a __typename}", "mutation{a b}", "TOO_MANY_MUTATIONS"),
        ("mutation{a{b c}}", "mutation{...F} fragment F on M{a b}", "TOO_MANY_MUTATIONS"),
        ("mutation A{a} mutation B{b}", "mutation A{a} mutation B{b c}", "TOO_MANY_MUTATIONS"),
    ],
)
def test_the_last_allowed_passes_and_one_more_is_refused(kept: str, passed: str, code: str) -> None:
    assert codes(kept) == []
    assert codes(passed) == [code]


def test_fragments_that_double_each_other_are_counted_without_being_spread_out() -> None:
    doubling = "".join(f"fragment F{n} on Q{{...F{n + 1} ...F{n + 1}}}" for n in range(60))
    text = "{...F0}" + doubling + "fragment F60 on Q{a}"

    (error,) = check_limits(parse(text), LIMITS)

    assert error.message == f"The operation has {2**60} fields; at most 20 may be."


def test_a_fragment_that_contains_itself_is_left_to_validation() -> None:
    cache = cache_of()

    assert codes("{...F} fragment F on Query{greeting ...F}") == []
    assert refusal(cache, "{...F} fragment F on Query{greeting ...F}") == ["VALIDATION_FAILED"]


def test_the_introspection_of_graphiql_keeps_the_usual_limits() -> None:
    document = DocumentCache(SCHEMA._schema, Limits(), introspection=True).get(
        get_introspection_query(input_value_deprecation=True)
    )

    assert list(document.operations) == ["IntrospectionQuery"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{" + "greeting " * 300 + "}", "TOO_MANY_TOKENS"),
        ("#\n" * 301 + "{greeting}", "TOO_MANY_TOKENS"),
        ("{greeting}" + " " * 5_000, "TOO_MANY_TOKENS"),
        ("{greeting", "PARSE_FAILED"),
        ("{person" * 900 + "}" * 900, "TOO_DEEP"),
        ("{nothing}", "VALIDATION_FAILED"),
    ],
)
def test_a_refused_text_has_its_code_and_is_not_kept(text: str, code: str) -> None:
    wide = Limits(source_length=20_000, tokens=10_000)
    cache = cache_of(wide if code == "TOO_DEEP" else LIMITS)

    assert refusal(cache, text) == [code]
    assert len(cache) == 0


def test_a_text_is_prepared_once_and_the_longest_unused_leaves_first() -> None:
    cache = cache_of(size=2)
    first = cache.get("{greeting}")
    cache.get("{person{name}}")

    assert cache.get("{greeting}") is first
    cache.get("{__typename}")

    assert len(cache) == 2
    assert cache.get("{greeting}") is first
