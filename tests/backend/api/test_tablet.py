"""A citizen's tablet sees its documents, signs them, and reaches nothing else."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdf
import pytest
from graphql import GraphQLNonNull, GraphQLObjectType, OperationType
from PIL import Image
from pypdf.generic import ContentStream

import backend.app.server as assembly
from backend.api.schema import schema
from backend.reading.global_ids import encode_id
from tests.backend.api.signing import (
    PAD,
    Shown,
    application_of,
    change_notifier_of,
    show,
    strokes,
    timeline_of,
)
from tests.server import (
    ATTACHED,
    CONFIRMED,
    SCAN,
    File,
    Json,
    Official,
    Server,
    Visit,
    fresh_key,
    root_fields,
    uuid_of,
)

AUDIT = ("audit_event", "audit_subject")
REASON = "本人から請求があったため"
INK = b"0.0667 0.0667 0.2 RG"


@pytest.fixture
async def shown(visit: Visit) -> Shown:
    """A filled application form on a tablet, of a notifier who was identified."""
    await visit.identify()
    await visit.fill()
    return await show(visit)


def form_of(printed: Json) -> Json:
    """The printed form: the guide and the slip lie with it."""
    return next(one for one in printed["documents"] if one["kind"] == "FORM")


async def count(server: Server, table: str, visit: Visit) -> int:
    """How many rows a case has in a table."""
    found: int = await server.database.fetchval(
        f"SELECT count(*) FROM {table} WHERE case_id = $1", uuid_of(visit.case_id)
    )
    return found


# What the tablet sees


async def test_the_tablet_gets_each_document_with_pages_consent_and_what_they_say(
    running: Server, shown: Shown
) -> None:
    seen = (await shown.tablet.run("shown_documents")).field

    (document,) = seen["documents"]
    (page,) = document["pages"]
    assert (seen["cityName"], seen["signerName"]) == ("霞城市", "若竹　伸")
    assert seen["expiresAt"] == (running.clock.now() + timedelta(minutes=15)).isoformat()
    assert (document["title"], document["mustBeSigned"], document["isSigned"]) == (
        "証明書交付申請書",
        True,
        False,
    )
    assert document["consent"].endswith("署名します。")
    assert (page["number"], page["widthMm"], page["heightMm"]) == (1, 210.0, 297.0)
    assert "若竹　伸" in page["text"]
    assert "証明書交付申請書" in re.sub(r"\s", "", page["text"])


async def test_a_page_is_a_picture_of_the_width_that_was_asked(shown: Shown) -> None:
    (path,) = shown.pages

    usual, narrow = await shown.tablet.fetch(path), await shown.tablet.fetch(f"{path}?width=300")

    sizes = [Image.open(BytesIO(answer.content)).size for answer in (usual, narrow)]
    assert (usual.status_code, usual.headers["content-type"]) == (200, "image/png")
    assert usual.headers["cache-control"] == "no-store"
    assert sizes == [(1200, 1698), (300, 425)]
    greys = Image.open(BytesIO(usual.content)).convert("L").histogram()
    assert sum(greys[:60]) > 1000  # words and lines


@pytest.mark.parametrize("width", ["299", "3001", "0", "-1", "wide", "99999", "１２００", ""])
async def test_a_width_that_no_picture_has_is_refused(shown: Shown, width: str) -> None:
    answer = await shown.tablet.fetch(f"{shown.pages[0]}?width={width}")

    assert (answer.status_code, answer.json()["detail"]) == (400, "幅は300から3000までです。")


@pytest.mark.parametrize("name", ["2.png", "0.png", "x.png", "1.pdf", "1", "10000.png", "-1.png"])
async def test_a_page_that_is_not_there_is_not_found(shown: Shown, name: str) -> None:
    folder = shown.pages[0].rpartition("/")[0]

    answer = await shown.tablet.fetch(f"{folder}/{name}")

    assert answer.status_code == 404


async def test_the_tablet_sees_the_form_as_it_was_shown_though_the_case_changed(
    running: Server, shown: Shown
) -> None:
    before = await shown.tablet.fetch(shown.pages[0])
    await change_notifier_of(running, shown.visit, "若竹　改")
    await shown.visit.fill_again()

    seen = (await shown.tablet.run("shown_documents")).field
    after = await shown.tablet.fetch(f"{shown.pages[0]}?width=1201")

    assert "若竹　伸" in seen["documents"][0]["pages"][0]["text"]
    assert "若竹　改" not in str(seen["documents"])
    assert (before.status_code, after.status_code) == (200, 200)


# Signing


async def test_a_signature_is_kept_encrypted_and_bound_to_what_was_shown(
    running: Server, shown: Shown
) -> None:
    signed = await shown.sign()

    assert signed == {
        "__typename": "SignedShowing",
        "status": "SIGNED",
        "documents": [
            {"id": shown.documents[0]["id"], "title": "証明書交付申請書", "isSigned": True}
        ],
    }
    row = await running.database.fetchrow(
        "SELECT * FROM signature WHERE case_id = $1", uuid_of(shown.visit.case_id)
    )
    assert (row["method"], row["signer_name"], row["recorded_by"]) == ("TABLET", "若竹　伸", None)
    assert row["content_sha256"] == shown.documents[0]["contentHash"]
    assert row["consent"] == shown.made["documents"][0]["consent"]
    assert (row["pad_width_mm"], row["pad_height_mm"]) == (120.0, 40.0)
    assert row["strokes"][:1] == b"\x01"
    assert b"[[" not in row["strokes"]
    application = await application_of(shown.visit)
    assert application["isSigned"] is True
    assert (await timeline_of(shown.visit))[-3:] == ["FORM_FILLED", "SHOWN", "SIGNED"]


async def test_the_strokes_leave_neither_by_the_api_nor_into_the_log(
    running: Server, shown: Shown
) -> None:
    key = fresh_key()
    answer = await shown.tablet.run(
        "sign_documents", input={**shown.signature(), "idempotencyKey": key}
    )

    (event,) = await running.events(answer.request_id)
    assert "pressure" not in str(event) + json.dumps(answer.body)
    assert (event["staff_id"], event["session_id"]) == (None, None)
    assert event["showing_id"] == uuid_of(shown.made["id"])
    assert event["actions"] == ["signDocuments"]
    assert event["outcome"] == "DONE"
    assert {(kind, id_) for kind, id_, _ in event["subjects"]} == {
        ("case", uuid_of(shown.visit.case_id)),
        ("showing", uuid_of(shown.made["id"])),
    }
    fields = {
        field
        for type_ in schema._schema.type_map.values()
        if isinstance(type_, GraphQLObjectType)
        for field in type_.fields
    }
    assert not {name for name in fields if "stroke" in name.lower() or "pressure" in name.lower()}


async def test_the_signature_is_printed_as_lines_and_the_hash_is_that_of_the_shown_form(
    shown: Shown,
) -> None:
    await shown.sign()

    printed = await shown.visit.print()

    document = form_of(printed)
    assert document["contentSha256"] == shown.documents[0]["contentHash"]
    content = (await shown.visit.official.fetch(document["path"])).content
    reader = pypdf.PdfReader(BytesIO(content))
    page = reader.pages[0]
    drawing = ContentStream(page.get_contents(), reader).get_data()
    assert drawing.count(INK) >= 3
    assert "/XObject" not in str(page["/Resources"])


async def test_an_unsigned_form_is_printed_without_a_signature(shown: Shown) -> None:
    printed = await shown.visit.print()

    content = (await shown.visit.official.fetch(form_of(printed)["path"])).content
    reader = pypdf.PdfReader(BytesIO(content))
    assert INK not in ContentStream(reader.pages[0].get_contents(), reader).get_data()


async def test_an_officials_pen_tablet_signs_with_the_officials_own_token(
    running: Server, shown: Shown
) -> None:
    signed = await shown.visit.official.change("sign_documents", **shown.signature())

    assert signed["__typename"] == "SignedShowing"
    (signature,) = (await application_of(shown.visit))["signatures"]["nodes"]
    assert (signature["method"], signature["recordedBy"]) == (
        "PEN_TABLET",
        {"staffNumber": "1001"},
    )


async def test_the_picture_of_a_signature_is_for_those_who_may_see_the_case(
    running: Server, shown: Shown, auditor: Official
) -> None:
    await shown.sign()
    (signature,) = (await application_of(shown.visit))["signatures"]["nodes"]

    given = await shown.visit.official.fetch(signature["picturePath"])
    refused = await auditor.fetch(signature["picturePath"])
    by_tablet = await shown.tablet.fetch(signature["picturePath"])
    by_nobody = await running.nobody.fetch(signature["picturePath"])

    assert [answer.status_code for answer in (given, refused, by_tablet, by_nobody)] == [
        200,
        403,
        403,
        401,
    ]
    assert Image.open(BytesIO(given.content)).size == (600, 200)


async def test_a_repeated_key_signs_once_also_after_the_token_is_over(
    running: Server, shown: Shown
) -> None:
    given = {**shown.signature(), "idempotencyKey": fresh_key()}
    first = await shown.tablet.run("sign_documents", input=given)
    before = await running.fingerprint(but=AUDIT)

    again = await shown.tablet.run("sign_documents", input=given)

    assert again.body == first.body
    assert await running.fingerprint(but=AUDIT) == before
    assert await count(running, "signature", shown.visit) == 1


# Refused signatures


Changed = Callable[[Shown], Json]


def with_point(**changed: float) -> list[Json]:
    made = strokes()
    made[1]["points"][2] = {**made[1]["points"][2], **changed}
    return made


DOT = [{"points": [{"x": 5.0, "y": 5.0, "pressure": 0.5, "time": 9.0 * n} for n in range(9)]}]
TICK = [{"points": [{"x": 5.0 + n, "y": 5.0, "pressure": 0.5, "time": n} for n in range(7)]}]
STILL = [{"points": [{**point, "time": 0.0} for point in strokes()[0]["points"]]}]
POINT = ["input", "strokes", "1", "points", "2"]
REFUSED: dict[str, tuple[Changed, str, list[str]]] = {
    "no consent": (
        lambda s: {"hasConsented": False},
        "同意の確認が必要です。",
        ["input", "hasConsented"],
    ),
    "no document": (
        lambda s: {"documents": []},
        "署名する書類を1件から50件まで、重ねずに指定してください。",
        ["input", "documents"],
    ),
    "twice the same document": (
        lambda s: {"documents": s.documents * 2},
        "署名する書類を1件から50件まで、重ねずに指定してください。",
        ["input", "documents"],
    ),
    "no stroke": (lambda s: {"strokes": []}, "署名がありません。", ["input", "strokes"]),
    "an empty stroke": (
        lambda s: {"strokes": [*strokes(), {"points": []}]},
        "点のない画があります。",
        ["input", "strokes", "3", "points"],
    ),
    "too many strokes": (
        lambda s: {"strokes": strokes(1, 3) * 301},
        "署名の画数は300までです。",
        ["input", "strokes", "300"],
    ),
    "too many points": (
        lambda s: {"strokes": strokes(1, 6_001)},
        "署名の点は6000個までです。",
        ["input", "strokes"],
    ),
    "right of the pad": (
        lambda s: {"strokes": with_point(x=120.1)},
        "署名の点が範囲（0から120）の外にあります。",
        [*POINT, "x"],
    ),
    "above the pad": (
        lambda s: {"strokes": with_point(y=-0.1)},
        "署名の点が範囲（0から40）の外にあります。",
        [*POINT, "y"],
    ),
    "harder than a pen can": (
        lambda s: {"strokes": with_point(pressure=1.01)},
        "署名の点が範囲（0から1）の外にあります。",
        [*POINT, "pressure"],
    ),
    "back in time": (
        lambda s: {"strokes": with_point(time=0)},
        "署名の時刻が前の点より戻っているか、長すぎます。",
        [*POINT, "time"],
    ),
    "for hours": (
        lambda s: {"strokes": with_point(time=700_000)},
        "署名の時刻が前の点より戻っているか、長すぎます。",
        [*POINT, "time"],
    ),
    "in no time": (
        lambda s: {"strokes": STILL},
        "署名に時間の経過がありません。",
        ["input", "strokes", "0", "points"],
    ),
    "a dot": (
        lambda s: {"strokes": DOT},
        "署名が小さすぎます。もう一度署名してください。",
        ["input", "strokes"],
    ),
    "a tick": (
        lambda s: {"strokes": TICK},
        "署名が小さすぎます。もう一度署名してください。",
        ["input", "strokes"],
    ),
    "a pad for a thumb": (
        lambda s: {"pad": {**PAD, "widthMm": 19.9}},
        "署名の欄の大きさは20mmから600mmまでです。",
        ["input", "pad", "widthMm"],
    ),
    "a pad like a wall": (
        lambda s: {"pad": {**PAD, "heightMm": 601}},
        "署名の欄の大きさは20mmから600mmまでです。",
        ["input", "pad", "heightMm"],
    ),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
async def test_a_signature_that_no_hand_has_written_is_refused_with_its_place(
    running: Server, shown: Shown, name: str
) -> None:
    changed, message, path = REFUSED[name]
    before = await running.fingerprint(but=AUDIT)

    refused = await shown.sign(**changed(shown))

    assert (refused["__typename"], refused["message"], refused["path"]) == (
        "InvalidInput",
        message,
        path,
    )
    assert await running.fingerprint(but=AUDIT) == before


async def test_a_form_that_changed_since_is_not_signed(running: Server, shown: Shown) -> None:
    await change_notifier_of(running, shown.visit, "若竹　改")
    before = await running.fingerprint(but=AUDIT)

    refused = await shown.sign()

    assert (refused["__typename"], refused["code"], refused["path"]) == (
        "DocumentChanged",
        "DOCUMENT_CHANGED",
        ["input", "documents", "0", "contentHash"],
    )
    assert await running.fingerprint(but=AUDIT) == before


async def test_another_hash_than_the_shown_one_is_not_signed(running: Server, shown: Shown) -> None:
    (document,) = shown.documents
    before = await running.fingerprint(but=AUDIT)

    refused = await shown.sign(documents=[{**document, "contentHash": "0" * 64}])

    assert refused["__typename"] == "DocumentChanged"
    assert await running.fingerprint(but=AUDIT) == before


async def test_what_is_signed_already_is_not_signed_a_second_time(
    running: Server, shown: Shown
) -> None:
    await shown.sign()
    second = await show(shown.visit)
    before = await running.fingerprint(but=AUDIT)

    refused = await second.sign()

    assert (refused["__typename"], refused["path"]) == (
        "AlreadySigned",
        ["input", "documents", "0", "id"],
    )
    assert await running.fingerprint(but=AUDIT) == before


async def test_all_documents_are_signed_or_none(
    running: Server, clerk: Official, shown: Shown
) -> None:
    before = await running.fingerprint(but=AUDIT)
    absent = {"id": str(encode_id("ShownDocument", uuid4())), "contentHash": "0" * 64}

    refused = await shown.sign(documents=[*shown.documents, absent])

    assert (refused["__typename"], refused["path"]) == (
        "NotFound",
        ["input", "documents", "1", "id"],
    )
    assert await running.fingerprint(but=AUDIT) == before


async def test_a_borrowed_token_signs_nothing_of_another_case(
    running: Server, clerk: Official, shown: Shown
) -> None:
    resident = await running.resident("certificate")
    other = await Visit.open(clerk, str(encode_id("Resident", resident["id"])))
    await other.fill()
    theirs = await show(other)
    before = await running.fingerprint(but=AUDIT)

    refused = await shown.sign(documents=theirs.documents)
    page = await shown.tablet.fetch(theirs.pages[0])

    assert refused["__typename"] == "NotFound"
    assert page.status_code == 404
    assert await running.fingerprint(but=AUDIT) == before


# The end of a showing


async def ended_by_official(server: Server, shown: Shown) -> None:
    await shown.visit.official.change("end_showing", showingId=shown.made["id"])


async def ended_by_another(server: Server, shown: Shown) -> None:
    await show(shown.visit)


async def ended_by_completion(server: Server, shown: Shown) -> None:
    await shown.visit.official.change(
        "complete_case", caseId=shown.visit.case_id, expectedVersion=1, confirmedAlerts=CONFIRMED
    )


async def ended_by_signing(server: Server, shown: Shown) -> None:
    await shown.sign()


async def ended_by_protection(server: Server, shown: Shown) -> None:
    await server.database.execute(
        "UPDATE resident SET is_restricted = true WHERE city_id = 1 AND id = $1",
        uuid_of(shown.visit.resident_id),
    )


async def ended_by_time(server: Server, shown: Shown) -> None:
    await server.database.execute(
        "UPDATE showing SET expires_at = $2 WHERE id = $1",
        uuid_of(shown.made["id"]),
        server.clock.now(),
    )


ENDS: list[Callable[[Server, Shown], Awaitable[None]]] = [
    ended_by_official,
    ended_by_another,
    ended_by_signing,
    ended_by_time,
    ended_by_protection,
]


@pytest.mark.parametrize("end", [*ENDS, ended_by_completion])
async def test_a_showing_that_is_over_shows_nothing_and_is_signed_by_nobody(
    running: Server, shown: Shown, end: Callable[[Server, Shown], Awaitable[None]]
) -> None:
    await shown.tablet.fetch(shown.pages[0])  # drawn and kept
    await end(running, shown)
    before = await running.fingerprint(but=AUDIT)

    seen = await shown.tablet.run("shown_documents")
    page = await shown.tablet.fetch(shown.pages[0])
    refused = await shown.sign()

    wanted = "WrongStatus" if end is ended_by_completion else "ShowingEnded"
    after = await running.fingerprint(but=AUDIT)
    await running.database.execute(
        "UPDATE resident SET is_restricted = false WHERE city_id = 1 AND id = $1",
        uuid_of(shown.visit.resident_id),
    )
    assert (seen.codes, seen.body["data"]) == (["SHOWING_ENDED"], {"shownDocuments": None})
    assert (page.status_code, page.content[:4]) == (410, b'{"st')
    assert refused["__typename"] == wanted
    assert "支援" not in seen.body["errors"][0]["message"] + page.text + refused["message"]
    assert after == before
    (event,) = await running.events(seen.request_id)
    assert (event["outcome"], event["refusal_code"]) == ("REFUSED", "SHOWING_ENDED")
    assert event["showing_id"] == uuid_of(shown.made["id"])


async def test_a_showing_is_ended_once(running: Server, shown: Shown) -> None:
    await ended_by_official(running, shown)
    before = await running.fingerprint(but=AUDIT)

    again = await shown.visit.official.change("end_showing", showingId=shown.made["id"])

    assert (again["__typename"], again["message"]) == (
        "WrongStatus",
        "この提示はすでに終了しています。",
    )
    assert await running.fingerprint(but=AUDIT) == before


async def test_a_withdrawal_and_a_signature_at_once_leave_one_of_both(
    running: Server, visit: Visit
) -> None:
    await visit.fill()
    for _ in range(6):
        resident = await running.resident("certificate")
        one = await Visit.open(visit.official, str(encode_id("Resident", resident["id"])))
        await one.fill()
        shown = await show(one)

        withdrawn, signed = await asyncio.gather(
            one.official.change(
                "withdraw_case", caseId=one.case_id, expectedVersion=1, reason="取下げ"
            ),
            shown.sign(),
        )

        # A withdrawal after the signature is a withdrawal of a signed case: both happened then.
        assert withdrawn["__typename"] == "Case"
        assert signed["__typename"] in {"SignedShowing", "WrongStatus"}
        signatures = await count(running, "signature", one)
        assert signatures == (1 if signed["__typename"] == "SignedShowing" else 0)
        kinds = (await timeline_of(one))[4:]
        assert kinds == (["SIGNED", "WITHDRAWN"] if signatures else ["WITHDRAWN"])
        status = await running.database.fetchval(
            "SELECT status FROM showing WHERE case_id = $1", uuid_of(one.case_id)
        )
        assert status == ("SIGNED" if signatures else "ENDED")


async def test_two_tablets_with_one_token_sign_once(running: Server, shown: Shown) -> None:
    answers = await asyncio.gather(*(shown.sign() for _ in range(4)))

    names = sorted(answer["__typename"] for answer in answers)
    assert names == ["ShowingEnded"] * 3 + ["SignedShowing"]
    assert await count(running, "signature", shown.visit) == 1


async def test_a_case_has_one_live_showing(running: Server, shown: Shown) -> None:
    await asyncio.gather(*(show(shown.visit) for _ in range(3)))

    live = await running.database.fetch(
        "SELECT status FROM showing WHERE case_id = $1 ORDER BY status",
        uuid_of(shown.visit.case_id),
    )
    assert [row["status"] for row in live] == ["ENDED", "ENDED", "ENDED", "SHOWN"]


# What may be shown


async def test_a_token_is_given_again_to_a_repeated_request_and_stored_as_its_hash(
    running: Server, visit: Visit
) -> None:
    await visit.fill()
    given = {"caseId": visit.case_id, "idempotencyKey": fresh_key()}
    first = (await visit.official.run("show_to_citizen", input=given)).field

    again = (await visit.official.run("show_to_citizen", input=given)).field

    assert re.fullmatch(r"t1\.1\.[A-Za-z0-9_-]{43}", first["token"])
    assert again == first
    stored = await running.database.fetchval(
        "SELECT showing::text FROM showing WHERE id = $1", uuid_of(first["id"])
    )
    assert first["token"].rpartition(".")[2] not in stored
    await visit.official.change("end_showing", showingId=first["id"])
    over = (await visit.official.run("show_to_citizen", input=given)).field
    assert (over["status"], over["token"]) == ("ENDED", None)


@pytest.mark.parametrize("minutes", [0, 31, -5])
async def test_a_showing_lasts_from_one_to_thirty_minutes(
    running: Server, visit: Visit, minutes: int
) -> None:
    await visit.fill()
    before = await running.fingerprint(but=AUDIT)

    refused = await visit.official.change("show_to_citizen", caseId=visit.case_id, minutes=minutes)

    assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["input", "minutes"])
    assert await running.fingerprint(but=AUDIT) == before


@pytest.mark.parametrize(
    ("codes", "path"),
    [
        (["resident_change"], ["input", "formCodes", "0"]),
        (["certificate_application", "none"], ["input", "formCodes", "1"]),
        ([], ["input", "formCodes"]),
    ],
)
async def test_only_what_is_filled_is_shown(
    running: Server, visit: Visit, codes: list[str], path: list[str]
) -> None:
    await visit.fill()
    before = await running.fingerprint(but=AUDIT)

    refused = await visit.official.change("show_to_citizen", caseId=visit.case_id, formCodes=codes)

    assert (refused["__typename"], refused["path"]) == ("InvalidInput", path)
    assert await running.fingerprint(but=AUDIT) == before


async def test_a_form_that_only_a_procedure_never_printed_asks_for_is_not_shown(
    running: Server, visit: Visit
) -> None:
    await visit.fill()
    asking = await running.database.fetch(
        "SELECT code FROM case_procedure WHERE case_id = $1 AND form_codes <> '{}'",
        uuid_of(visit.case_id),
    )
    await visit.official.change(
        "choose_procedures",
        caseId=visit.case_id,
        expectedVersion=1,
        add=[{"code": "JK19", "because": "本人の申出"}],
        drop=[{"code": row["code"], "because": "別の帳票で受けるため"} for row in asking],
    )
    await running.database.execute(
        "UPDATE case_procedure SET form_codes = '{certificate_application}'"
        " WHERE case_id = $1 AND code = 'JK19'",
        uuid_of(visit.case_id),
    )

    hidden = await visit.official.change(
        "show_to_citizen", caseId=visit.case_id, formCodes=["certificate_application"]
    )

    assert hidden["__typename"] == "InvalidInput"
    assert await count(running, "showing", visit) == 0


# Every door


def literal(type_: Any) -> str:
    """A value of an input type, as a document writes it."""
    name = str(type_).rstrip("!")
    if name.startswith("["):
        return "[]"
    named = schema._schema.type_map[name]
    if name == "JSON":
        return "{}"
    if name in {"ID", "String", "Date", "DateTime"}:
        return '"2020-01-01"' if name == "Date" else f'"{encode_id("Case", uuid4())}"'
    if name in {"Int", "Float", "Boolean"}:
        return {"Int": "1", "Float": "1.0", "Boolean": "true"}[name]
    if hasattr(named, "values"):
        return str(next(iter(named.values)))
    required = {
        key: field.type
        for key, field in named.fields.items()  # type: ignore[attr-defined]
        if isinstance(field.type, GraphQLNonNull)
    }
    inner = ", ".join(f"{key}: {literal(below)}" for key, below in required.items())
    return f"{{{inner}}}"


def call_of(kind: OperationType, name: str) -> str:
    """A valid document that calls a root field of the schema with the least it takes."""
    root = schema._schema.get_root_type(kind)
    assert root is not None
    field = root.fields[name]
    wanted = {
        key: literal(argument.type)
        for key, argument in field.args.items()
        if isinstance(argument.type, GraphQLNonNull)
    }
    if "first" in field.args:
        wanted["first"] = "1"
    given = f"({', '.join(f'{key}: {value}' for key, value in wanted.items())})" if wanted else ""
    named = str(field.type).strip("[]!")
    is_leaf = named in {"ID", "String", "Int", "Float", "Boolean", "JSON", "Date", "DateTime"}
    return f"{kind.value} {{ {name}{given}{'' if is_leaf else ' { __typename }'} }}"


OWN_FIELDS = {"shownDocuments", "signDocuments"}
# No document can write a file: sent below.
WITH_A_FILE = {"attachDocument", "addFormAsset", "readFormWorkbook"}
OTHERS = [
    (kind, name)
    for kind in (OperationType.QUERY, OperationType.MUTATION)
    for name in sorted(root_fields(kind) - OWN_FIELDS - WITH_A_FILE)
]
TOKENS = ["live", "expired", "ended", "signed", "elsewhere"]


@pytest.fixture(params=TOKENS)
async def tablet(
    request: pytest.FixtureRequest, running: Server, shown: Shown, elsewhere: Visit
) -> Official:
    """A tablet whose showing is live, over for each reason, or of another city."""
    if request.param == "elsewhere":
        return (await show(elsewhere)).tablet
    ends = {"expired": ended_by_time, "ended": ended_by_official, "signed": ended_by_signing}
    if request.param in ends:
        await ends[request.param](running, shown)
    return shown.tablet


async def test_no_root_field_but_its_two_answers_a_tablet(
    running: Server, tablet: Official
) -> None:
    before = await running.fingerprint(but=AUDIT)

    answers = {
        name: await tablet.ask(call_of(kind, name), stating="理由", purpose="目的")
        for kind, name in OTHERS
    }

    reached = {}
    for (kind, name), answer in zip(OTHERS, answers.values(), strict=True):
        refused = answer.body.get("data") == (
            {name: None} if kind is OperationType.QUERY else {name: {"__typename": "NotPermitted"}}
        )
        if not refused or (kind is OperationType.QUERY and answer.codes != ["NOT_PERMITTED"]):
            reached[name] = answer.body
        (event,) = await running.events(answer.request_id)
        assert (event["outcome"], event["refusal_code"]) == ("REFUSED", "NOT_PERMITTED")
        assert (event["staff_id"], event["showing_id"] is None) == (None, False)
    assert reached == {}
    assert len(answers) >= 20
    assert await running.fingerprint(but=AUDIT) == before


async def test_no_file_is_attached_by_a_tablet(running: Server, tablet: Official) -> None:
    before = await running.fingerprint(but=AUDIT)

    refused = await tablet.change(
        "attach_document",
        caseId=str(encode_id("Case", uuid4())),
        **ATTACHED,
        file=File("scan.png", SCAN),
    )

    others = [
        await tablet.change(name, file=File("scan.png", SCAN))
        for name in ("add_form_asset", "read_form_workbook")
    ]

    assert {one["__typename"] for one in (refused, *others)} == {"NotPermitted"}
    assert await running.fingerprint(but=AUDIT) == before


async def test_not_even_a_right_password_signs_in_over_a_tablets_token(
    running: Server, shown: Shown
) -> None:
    refused = await shown.tablet.change(
        "sign_in", cityCode="992011", staffNumber="1001", password="madoguchi-sample"
    )

    assert refused["__typename"] == "NotPermitted"


async def test_a_tablet_opens_no_socket(running: Server, tablet: Official) -> None:
    with pytest.raises(Exception, match="4403"):
        async with tablet.socket():
            pass


async def test_a_tablet_fetches_no_printed_document(
    running: Server, shown: Shown, tablet: Official
) -> None:
    printed = await shown.visit.print()

    answers = [await tablet.fetch(one["path"]) for one in printed["documents"]]

    assert {answer.status_code for answer in answers} == {403}
    assert not any(b"%PDF" in answer.content for answer in answers)


async def test_a_tablet_fetches_nothing_from_behind_another_door(
    running: Server, shown: Shown, tablet: Official
) -> None:
    attached = await shown.visit.attach()
    printed = await shown.visit.print()
    attachment = f"/attachments/{uuid_of(attached['id'])}"
    paths = [
        printed["pdfPath"],
        attachment,
        f"{attachment}/thumbnail.png",
        f"{attachment}/pages/1.png",
        f"/exports/{uuid4()}.csv",
        f"/statistics/{uuid4()}.xlsx",
        f"/signatures/{uuid4()}.png",
        f"/forms/assets/{'0' * 64}",
        f"/forms/{uuid4()}/test.pdf?family=one_person",
        f"/forms/{uuid4()}/regression.pdf",
        f"/forms/{uuid4()}/thumbnail.png",
        f"/forms/{uuid4()}/page.png?family=one_person&page=1",
        "/forms/ready/power_of_attorney/thumbnail.png",
    ]

    answers = {path: await tablet.fetch(path) for path in paths}

    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(
        paths, 403
    )


def test_every_http_door_is_known_to_this_test() -> None:
    """A new route must be added here, and tried above with a tablet's token."""
    source = Path(assembly.__file__).read_text("utf-8")

    routes = re.search(r"rest=Litestar\((.*?)lifespan=", source, re.S)

    assert routes is not None
    assert re.findall(r"(\w+_routes?)\(", routes[1]) == [
        "document_route",
        "print_route",
        "picture_routes",
        "attachment_routes",
        "form_asset_route",
        "form_routes",
        "export_route",
        "workbook_route",
        "glyph_route",  # outlines of letters: open to everybody
    ]


async def test_the_tablet_of_another_city_sees_only_its_own(
    running: Server, shown: Shown, elsewhere: Visit
) -> None:
    theirs = await show(elsewhere)

    page = await theirs.tablet.fetch(shown.pages[0])
    refused = await theirs.sign(documents=shown.documents)

    assert (page.status_code, refused["__typename"]) == (404, "NotFound")
    seen = (await theirs.tablet.run("shown_documents")).field
    assert seen["cityName"] != "霞城市"


@pytest.mark.parametrize("moved", ["t1.2.{}", "m1.1.{}", "t1.1.{}x", "t2.1.{}", "{}"])
async def test_a_token_that_was_touched_is_nobodys(
    running: Server, shown: Shown, moved: str
) -> None:
    secret = shown.made["token"].rpartition(".")[2]
    forged = Official(server=running, token=moved.format(secret))

    seen = await forged.run("shown_documents")
    signed = await forged.change("sign_documents", **shown.signature())
    page = await forged.fetch(shown.pages[0])

    assert (seen.codes, signed["__typename"], page.status_code) == (
        ["NOT_SIGNED_IN"],
        "NotSignedIn",
        401,
    )


async def test_officials_have_other_ways_to_the_forms_than_a_tablets_query(
    clerk: Official, shown: Shown
) -> None:
    answer = await clerk.run("shown_documents")
    page = await clerk.fetch(shown.pages[0])

    assert answer.codes == ["NOT_PERMITTED"]
    assert page.status_code == 200


# Paper, withdrawal, change


async def test_a_signature_on_paper_is_bound_to_the_printed_sheet(
    running: Server, visit: Visit
) -> None:
    await visit.fill()
    printed = await visit.print()

    recorded = await visit.official.change(
        "record_paper_signature", documentId=form_of(printed)["id"]
    )

    (signature,) = recorded["signatures"]["nodes"]
    assert (recorded["isSigned"], signature["method"], signature["picturePath"]) == (
        True,
        "PAPER",
        None,
    )
    assert signature["contentHash"] == form_of(printed)["contentSha256"]
    again = await visit.official.change("record_paper_signature", documentId=form_of(printed)["id"])
    assert again["__typename"] == "AlreadySigned"


async def test_a_sheet_whose_form_changed_since_is_not_recorded_as_signed(
    running: Server, visit: Visit
) -> None:
    await visit.fill()
    printed = await visit.print()
    await change_notifier_of(running, visit, "若竹　改")
    before = await running.fingerprint(but=AUDIT)

    refused = await visit.official.change(
        "record_paper_signature", documentId=form_of(printed)["id"]
    )

    assert (refused["__typename"], refused["path"]) == ("DocumentChanged", ["input", "documentId"])
    assert await running.fingerprint(but=AUDIT) == before


async def test_the_guide_is_signed_by_nobody(running: Server, visit: Visit) -> None:
    await visit.fill()
    printed = await visit.print()
    (guide,) = [one for one in printed["documents"] if one["kind"] == "GUIDE"]

    refused = await visit.official.change("record_paper_signature", documentId=guide["id"])

    assert (refused["__typename"], refused["message"]) == (
        "InvalidInput",
        "この印刷物は署名する帳票ではありません。",
    )


async def test_a_signature_is_withdrawn_and_made_again_and_all_of_it_is_told(
    running: Server, shown: Shown
) -> None:
    visit = shown.visit
    await shown.sign()
    (first,) = (await application_of(visit))["signatures"]["nodes"]

    withdrawn = await visit.official.change(
        "withdraw_signature", signatureId=first["id"], reason="代筆だったため"
    )
    second = await visit.official.change(
        "withdraw_signature", signatureId=first["id"], reason="代筆だったため"
    )
    signed = await (await show(visit)).sign()

    assert (withdrawn["isSigned"], second["__typename"]) == (False, "WrongStatus")
    assert signed["__typename"] == "SignedShowing"
    application = await application_of(visit)
    old, new = application["signatures"]["nodes"]
    assert application["isSigned"] is True
    assert (old["withdrawalReason"], new["withdrawnAt"]) == ("代筆だったため", None)
    assert (await timeline_of(visit))[-5:] == [
        "SHOWN",
        "SIGNED",
        "SIGNATURE_WITHDRAWN",
        "SHOWN",
        "SIGNED",
    ]


async def test_a_form_that_changed_after_signing_is_printed_unsigned_and_only_when_confirmed(
    running: Server, shown: Shown
) -> None:
    visit = shown.visit
    await shown.sign()
    await change_notifier_of(running, visit, "若竹　改")

    await visit.official.change("record_answers", caseId=visit.case_id, expectedVersion=1)

    application = await application_of(visit)
    assert application["isSigned"] is False
    alerts = [found for found in application["findings"] if found["code"] == "SIGNATURE"]
    assert alerts == [{"code": "SIGNATURE", "place": "applications.certificate_application"}]
    asked = await visit.official.change(
        "print_documents", caseId=visit.case_id, confirmedAlerts=CONFIRMED
    )
    assert (asked["__typename"], [alert["code"] for alert in asked["alerts"]]) == (
        "NeedsConfirmation",
        ["SIGNATURE"],
    )
    assert asked["alerts"][0]["message"].startswith("署名の後に内容が変わりました。")
    printed = await visit.official.change(
        "print_documents", caseId=visit.case_id, confirmedAlerts=[*CONFIRMED, "SIGNATURE"]
    )
    content = (await visit.official.fetch(form_of(printed)["path"])).content
    reader = pypdf.PdfReader(BytesIO(content))
    assert INK not in ContentStream(reader.pages[0].get_contents(), reader).get_data()


async def test_signed_anew_the_alert_is_gone_and_the_next_change_asks_again(
    running: Server, shown: Shown
) -> None:
    visit = shown.visit
    await shown.sign()
    await change_notifier_of(running, visit, "若竹　改")
    await visit.official.change(
        "print_documents", caseId=visit.case_id, confirmedAlerts=[*CONFIRMED, "SIGNATURE"]
    )

    signed = await (await show(visit)).sign()

    application = await application_of(visit)
    codes = {found["code"] for found in application["findings"]}
    assert (signed["__typename"], application["isSigned"]) == ("SignedShowing", True)
    assert "SIGNATURE" not in codes
    await change_notifier_of(running, visit, "若竹　再")
    asked = await visit.official.change(
        "print_documents", caseId=visit.case_id, confirmedAlerts=CONFIRMED
    )
    assert asked["__typename"] == "NeedsConfirmation"


async def test_what_is_changed_back_is_signed_again(running: Server, shown: Shown) -> None:
    visit = shown.visit
    await shown.sign()
    for name, is_signed in (("若竹　改", False), ("若竹　伸", True)):
        await change_notifier_of(running, visit, name)
        await visit.fill_again()

        application = await application_of(visit)

        codes = {found["code"] for found in application["findings"]}
        assert (application["isSigned"], "SIGNATURE" not in codes) == (is_signed, is_signed)


async def test_a_completed_case_is_printed_with_its_signature(
    running: Server, shown: Shown
) -> None:
    visit = shown.visit
    await shown.sign()
    await visit.official.change(
        "complete_case", caseId=visit.case_id, expectedVersion=1, confirmedAlerts=CONFIRMED
    )

    printed = await visit.print()

    content = (await visit.official.fetch(form_of(printed)["path"])).content
    reader = pypdf.PdfReader(BytesIO(content))
    assert INK in ContentStream(reader.pages[0].get_contents(), reader).get_data()


async def test_strokes_moved_to_another_signature_do_not_decrypt(
    running: Server, shown: Shown
) -> None:
    await shown.sign()
    (signature,) = (await application_of(shown.visit))["signatures"]["nodes"]
    await running.database.execute(
        "UPDATE signature SET strokes = (SELECT strokes FROM signature WHERE id <> $1"
        " AND strokes IS NOT NULL LIMIT 1) WHERE id = $1",
        uuid_of(signature["id"]),
    )

    answer = await shown.visit.official.fetch(signature["picturePath"])

    assert answer.status_code in {500, 404}
    assert b"PNG" not in answer.content


# 支援措置


async def test_a_protected_persons_form_is_shown_only_by_who_may_see_them(
    running: Server, protector: Official
) -> None:
    row = await running.resident("restricted")
    visit = await Visit.open(protector, str(encode_id("Resident", row["id"])), stating=REASON)
    await visit.fill(stating=REASON)
    before = await running.fingerprint(but=AUDIT)

    refused = await protector.change("show_to_citizen", caseId=visit.case_id)
    assert refused["__typename"] == "NotPermitted"
    assert await running.fingerprint(but=AUDIT) == before

    shown = await show(visit, stating=REASON)
    seen = (await shown.tablet.run("shown_documents")).field
    page = await shown.tablet.fetch(shown.pages[0])
    signed = await shown.sign()
    official_page = await protector.fetch(shown.pages[0])

    assert len(seen["documents"]) == 1
    assert "支援" not in str(seen)
    assert (page.status_code, signed["__typename"]) == (200, "SignedShowing")
    assert official_page.status_code == 403
