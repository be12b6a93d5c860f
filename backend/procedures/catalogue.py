"""Reading a catalogue (手続きカタログ) from its document: every fault at once, with its place."""

import json
from collections import Counter as Tally
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match

from backend.calendar.rules import Count, CountingRule, FirstDay, WhenClosed
from backend.procedures.ages import NATIONAL_AGE_RULES, AgeLimit, AgeRule, Reached
from backend.procedures.condition_reader import Place, Vocabulary, read_condition
from backend.procedures.conditions import Condition
from backend.procedures.definitions import (
    Catalogue,
    Certainty,
    Choice,
    Counter,
    DeadlineKind,
    DeadlineRule,
    Deeming,
    Effect,
    Handling,
    ItemRule,
    Procedure,
    Question,
    ReasonToCome,
)
from backend.procedures.errors import CatalogueFault, CatalogueFaultsError
from backend.procedures.fact_definitions import (
    CASE_FACTS,
    PERSON_FACTS,
    FactDefinition,
    FactType,
    KnownBy,
)
from backend.procedures.facts import Value
from backend.procedures.movement_reader import movement_faults, read_movements, with_movements
from backend.procedures.representation import read_representation, representation_faults

Document: TypeAlias = Mapping[str, Any]
SCHEMA = Path(__file__).parents[2] / "schema" / "procedure_catalogue.schema.json"
YES_OR_NO = (Choice(True, "はい"), Choice(False, "いいえ"))


def load_catalogue(document: Document) -> Catalogue:
    """Check and compile a catalogue's document, or refuse it with every fault and its place."""
    faults = list(_shape_faults(document)) or list(_name_faults(document))
    if faults:
        raise CatalogueFaultsError(faults)
    catalogue, words = compile_catalogue(document)
    faults = words.faults + list(_unreachable(document, catalogue, words))
    if faults:
        raise CatalogueFaultsError(_without_repeats(faults))
    return catalogue


def compile_catalogue(document: Document) -> tuple[Catalogue, Vocabulary]:
    """Compile a document whose shape is known to be right; faults are in the vocabulary."""
    document = with_movements(document)
    reasons = [_reason(entry) for entry in document["reasons"]]
    questions = [_question(entry) for entry in document["questions"]]
    counters = {code: _counter(code, entry) for code, entry in document["counters"].items()}
    words = Vocabulary(
        questions={question.code: question for question in questions},
        ages={**NATIONAL_AGE_RULES, **_ages(document)},
        named=document.get("conditions", {}),
        events=frozenset(reason.event for reason in reasons),
        reasons=frozenset(reason.code for reason in reasons),
    )
    procedures = tuple(
        _procedure(entry, Place(("procedures", str(n))), words, counters)
        for n, entry in enumerate(document["procedures"])
    )
    catalogue = Catalogue(
        name=document["name"],
        reasons={reason.code: reason for reason in reasons},
        movements=read_movements(document),
        questions=words.questions,
        counters=counters,
        procedures=procedures,
        by_event={
            event: tuple(p for p in procedures if event in p.events) for event in words.events
        },
        forms=document.get("forms", {}),
        formats=document.get("formats", {}),
        representation=read_representation(document),
    )
    return catalogue, words


def _shape_faults(document: Document) -> Iterator[CatalogueFault]:
    errors = sorted(
        _validator().iter_errors(document), key=lambda error: list(map(str, error.path))
    )
    for error in errors:
        # of a failed oneOf the deepest complaint is the one that helps
        deepest = best_match([error]) or error
        yield CatalogueFault(_path(deepest), deepest.message)


def _path(error: ValidationError) -> tuple[str, ...]:
    return tuple(str(step) for step in error.absolute_path)


def _name_faults(document: Document) -> Iterator[CatalogueFault]:
    """Faults of names: twice the same, or not there."""
    for section in ("reasons", "questions", "procedures"):
        tally = Tally(entry["code"] for entry in document[section])
        for n, entry in enumerate(document[section]):
            if tally[entry["code"]] > 1:
                yield CatalogueFault(
                    (section, str(n), "code"), f"同じ番号が二つ以上あります: {entry['code']}"
                )
    yield from movement_faults(document)
    yield from _unknown_facts(document)
    yield from representation_faults(document)
    for n, entry in enumerate(document["procedures"]):
        yield from _procedure_name_faults(document, entry, Place(("procedures", str(n))))


def _unknown_facts(document: Document) -> Iterator[CatalogueFault]:
    for n, reason in enumerate(document["reasons"]):
        for name in reason.get("implies", {}):
            if name not in CASE_FACTS or CASE_FACTS[name].type is not FactType.BOOLEAN:
                yield CatalogueFault(
                    ("reasons", str(n), "implies", name),
                    f"はい・いいえの項目ではありません: {name}",
                )
    for n, question in enumerate(document["questions"]):
        if "fills" in question and _filled(question["fills"]) is None:
            yield CatalogueFault(
                ("questions", str(n), "fills"), f"質問で埋められない項目です: {question['fills']}"
            )


def _filled(fills: str) -> FactDefinition | None:
    level, _, name = fills.partition(".")
    definition = (PERSON_FACTS if level == "person" else CASE_FACTS).get(name)
    return None if definition is None or definition.type is FactType.DATE else definition


def _procedure_name_faults(
    document: Document, entry: Document, place: Place
) -> Iterator[CatalogueFault]:
    if entry["counter"] not in document["counters"]:
        yield CatalogueFault(place.at("counter").path, f"知らない窓口です: {entry['counter']}")
    for n, form in enumerate(entry.get("forms", [])):
        if form not in document.get("forms", {}):
            yield CatalogueFault(place.at("forms", n).path, f"知らない帳票です: {form}")
    if "when" in entry["deadlines"][-1]:
        yield CatalogueFault(
            place.at("deadlines", len(entry["deadlines"]) - 1).path,
            "最後の期限には条件を付けられません（どれにも当たらないときの期限がない）。",
        )
    if entry.get("effective_from", "") > entry.get("effective_to", "9999-12-31"):
        yield CatalogueFault(place.at("effective_to").path, "有効期間が始まる前に終わっています。")


def _unreachable(
    document: Document, catalogue: Catalogue, words: Vocabulary
) -> Iterator[CatalogueFault]:
    """What could never come up: reasons without procedures, questions that decide nothing."""
    for n, reason in enumerate(catalogue.reasons.values()):
        if not catalogue.by_event[reason.event]:
            yield CatalogueFault(
                ("reasons", str(n)), f"この用件で必要になる手続きがありません: {reason.name}"
            )
    for n, procedure in enumerate(catalogue.procedures):
        for event in sorted(procedure.events - words.events):
            yield CatalogueFault(
                ("procedures", str(n), "events"), f"この出来事の用件がありません: {event}"
            )
    for n, question in enumerate(catalogue.questions.values()):
        if question.key not in words.used:
            yield CatalogueFault(
                ("questions", str(n)), f"どの手続きも使わない質問です: {question.code}"
            )
    for name in sorted(set(document.get("conditions", {})) - _names_used(words)):
        yield CatalogueFault(("conditions", name), f"どの手続きも使わない条件です: {name}")


def _names_used(words: Vocabulary) -> set[str]:
    return {name.removeprefix("use:") for name in words.used if name.startswith("use:")}


def _without_repeats(faults: Sequence[CatalogueFault]) -> list[CatalogueFault]:
    """A fault in a named condition is found at each use; say it once."""
    return list(dict.fromkeys(faults))


def _reason(entry: Document) -> ReasonToCome:
    return ReasonToCome(
        code=entry["code"],
        name=entry["name"],
        event=entry["event"],
        implies=entry.get("implies", {}),
        help=entry.get("help", ""),
        movements=tuple(entry.get("movements", ())),
    )


def _question(entry: Document) -> Question:
    fills = entry.get("fills")
    definition = _filled(fills) if fills else _own_definition(entry)
    assert definition is not None, "the fills of every question was checked before"
    return Question(
        code=entry["code"],
        text=entry["text"],
        definition=definition,
        choices=_choices(entry, definition),
        is_personal=(fills or f"{entry.get('per')}.").startswith("person."),
        fills=fills.partition(".")[2] if fills else None,
        help=entry.get("help", ""),
        not_in_presence=entry.get("not_in_presence", False),
        never_printed=entry.get("never_printed", False),
    )


def _own_definition(entry: Document) -> FactDefinition:
    """Words of a question that fills no fact."""
    words: dict[Value, str]
    if "words" in entry:
        words = {True: entry["words"]["yes"], False: entry["words"]["no"]}
        type_ = FactType.BOOLEAN
    else:
        words = {choice["value"]: choice["words"] for choice in entry["choices"]}
        type_ = FactType.CHOICE
    return FactDefinition(
        entry["code"],
        entry["label"],
        type_,
        KnownBy.OFFICIAL,
        words,
        is_confidential=entry.get("never_printed", False),
    )


def _choices(entry: Document, definition: FactDefinition) -> tuple[Choice, ...]:
    if definition.type is FactType.BOOLEAN:
        return YES_OR_NO
    if "choices" in entry:
        return tuple(Choice(choice["value"], choice["label"]) for choice in entry["choices"])
    return tuple(Choice(value, label) for value, label in definition.words.items())


def _counter(code: str, entry: Document) -> Counter:
    return Counter(code, entry["name"], entry.get("floor", ""), entry.get("outside", False))


def _ages(document: Document) -> dict[str, AgeRule]:
    return {
        name: AgeRule(
            name,
            entry["label"],
            entry["label_otherwise"],
            since=_age_limit(entry.get("since")),
            until=_age_limit(entry.get("until")),
        )
        for name, entry in document.get("ages", {}).items()
    }


def _age_limit(entry: Document | None) -> AgeLimit | None:
    return None if entry is None else AgeLimit(entry["years"], Reached(entry["reached"]))


def _procedure(
    entry: Document, place: Place, words: Vocabulary, counters: Mapping[str, Counter]
) -> Procedure:
    place = Place(place.path, may_be_confidential=entry.get("never_printed", False))
    deemed = entry.get("deemed_by")
    return Procedure(
        code=entry["code"],
        name=entry["name"],
        events=frozenset(entry["events"]),
        counter=counters[entry["counter"]],
        deadlines=_each(entry, "deadlines", _deadline, place, words),
        handling=Handling(entry["handling"]),
        certainty=Certainty(entry["certainty"]),
        legal_basis=entry["legal_basis"],
        when=_condition(entry, place, words),
        for_person=_for_person(entry, place, words),
        items=_each(entry, "items", _item, place, words),
        forms=tuple(entry.get("forms", ())),
        annotation=entry.get("annotation"),
        effect=Effect(entry["effect"]) if "effect" in entry else None,
        deemed_by=deemed
        and Deeming(deemed["by"], _condition(deemed, place.at("deemed_by"), words)),
        summary=entry.get("summary", ""),
        never_printed=entry.get("never_printed", False),
        effective_from=_day(entry.get("effective_from")),
        effective_to=_day(entry.get("effective_to")),
    )


def _each(
    entry: Document,
    name: str,
    read: Callable[[Any, Place, Vocabulary], Any],
    place: Place,
    words: Vocabulary,
) -> tuple[Any, ...]:
    return tuple(read(part, place.at(name, n), words) for n, part in enumerate(entry.get(name, ())))


def _deadline(entry: Document, place: Place, words: Vocabulary) -> DeadlineRule:
    return DeadlineRule(
        kind=DeadlineKind(entry.get("kind", "counted")),
        words=entry["words"],
        rules=tuple(_counting_rule(rule) for rule in entry.get("rules", ())),
        when=_condition(entry, place, words),
    )


def _counting_rule(entry: Document) -> CountingRule:
    return CountingRule(
        count=Count(entry["count"]),
        number=entry["number"],
        starts=entry["from"],
        first_day=FirstDay(entry.get("first_day", "next_day")),
        when_closed=WhenClosed(entry.get("when_closed", "next_open_day")),
        basis=entry.get("basis", ""),
    )


def _item(entry: str | Document, place: Place, words: Vocabulary) -> ItemRule:
    if isinstance(entry, str):
        return ItemRule(entry)
    return ItemRule(
        entry["name"], _condition(entry, place, words), _for_person(entry, place, words)
    )


def _condition(entry: Document, place: Place, words: Vocabulary) -> Condition | None:
    return read_condition(entry["when"], place.at("when"), words) if "when" in entry else None


def _for_person(entry: Document, place: Place, words: Vocabulary) -> Condition | None:
    if "for_person" not in entry:
        return None
    inside = Place(place.at("for_person").path, True, place.may_be_confidential)
    return read_condition(entry["for_person"], inside, words)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker())
