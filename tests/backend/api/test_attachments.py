"""Files of a case over HTTP: attached, listed, looked at, removed; refused ones leave nothing."""

import asyncio
import hashlib
import io
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from backend.cases.kept import attached_content, attached_thumbnail, printed_document
from backend.cases.rules import attachments
from backend.cases.rules.attachments import clean_file_name
from backend.database.encryption import UndecryptableError
from backend.reading.global_ids import encode_id
from tests.backend.files import samples
from tests.server import (
    ATTACHED,
    SCAN,
    File,
    Json,
    Official,
    Server,
    Visit,
    documented,
    fresh_key,
    uuid_of,
)

NOBODYS = UUID("00000000-0000-7000-8000-000000000000")
AUDIT = ("audit_event", "audit_subject")
LISTED = """query ($id: ID!) { case(id: $id) { ... on Case { attachments {
  id kind label fileName mediaType pageCount byteCount sha256 procedureCode personId
  attachedBy { name } removedAt removedBy { name } removedBecause
  contentPath thumbnailPath pagePaths } } } }"""


def objects(running: Server) -> set[str]:
    """The keys of all objects in the store."""
    store = running.operations.services["objects"]
    return {one.key for folder in ("documents/", "attachments/") for one in store.list(folder)}


async def listed(visit: Visit) -> list[Json]:
    shown = (await visit.official.ask(LISTED, id=visit.case_id)).field
    attachments: list[Json] = shown["attachments"]
    return attachments


def bright(content: bytes) -> tuple[str | None, tuple[int, int]]:
    image = Image.open(io.BytesIO(content))
    return image.format, image.size


async def test_a_scan_is_attached_and_everything_about_it_is_shown(
    running: Server, visit: Visit
) -> None:
    procedure = await running.database.fetchval(
        "SELECT code FROM case_procedure WHERE city_id = 1 AND case_id = $1 LIMIT 1",
        uuid_of(visit.case_id),
    )

    made = await visit.attach(
        samples.pdf(2),
        file=File(r"C:\scan\青葉の委任状.PNG", samples.pdf(2)),
        procedureCode=procedure,
        personId=visit.person_id,
    )

    (shown,) = await listed(visit)
    given = await visit.official.fetch(shown["contentPath"])
    base = f"/attachments/{uuid_of(made['id'])}"
    assert shown == {
        "id": made["id"],
        "kind": "POWER_OF_ATTORNEY",
        "label": "委任状",
        "fileName": "青葉の委任状.PNG",
        "mediaType": "application/pdf",
        "pageCount": 2,
        "byteCount": len(given.content),
        "sha256": hashlib.sha256(given.content).hexdigest(),
        "procedureCode": procedure,
        "personId": visit.person_id,
        "attachedBy": {"name": "霞　窓子"},
        "removedAt": None,
        "removedBy": None,
        "removedBecause": None,
        "contentPath": base,
        "thumbnailPath": f"{base}/thumbnail.png",
        "pagePaths": [f"{base}/pages/1.png", f"{base}/pages/2.png"],
    }
    assert given.content.startswith(b"%PDF-1.7")


async def test_what_is_fetched_cannot_act_in_a_browser_and_is_not_stored(visit: Visit) -> None:
    made = await visit.attach(samples.pdf(1), file=File("委任 状.exe", samples.pdf(1)))

    answer = await visit.official.fetch(made["contentPath"])

    id_ = uuid_of(made["id"])
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["content-disposition"] == (
        f"inline; filename=\"{id_}.pdf\"; filename*=UTF-8''%E5%A7%94%E4%BB%BB%20%E7%8A%B6.pdf"
    )


async def test_thumbnail_and_pages_are_pictures(visit: Visit) -> None:
    made = await visit.attach(samples.tiff(3))

    thumbnail = await visit.official.fetch(made["thumbnailPath"])
    page = await visit.official.fetch(f"{made['pagePaths'][2]}?width=600")
    usual = await visit.official.fetch(made["pagePaths"][0])

    assert (made["mediaType"], made["pageCount"]) == ("application/pdf", 3)
    format_, size = bright(thumbnail.content)
    assert (format_, max(size)) == ("PNG", 320)
    assert bright(page.content)[1][0] == 600
    assert bright(usual.content)[1][0] == 1200
    assert {answer.headers["cache-control"] for answer in (thumbnail, page)} == {"no-store"}


@pytest.mark.parametrize(
    ("below", "status"),
    [
        ("/pages/2.png", 404),
        ("/pages/0.png", 404),
        ("/pages/-1.png", 404),
        ("/pages/x.png", 404),
        ("/pages/99999999999.png", 404),
        ("/pages/1.png?width=99", 400),
        ("/pages/1.png?width=2001", 400),
        ("/pages/1.png?width=-5", 400),
        ("/pages/1.png?width=", 400),
        ("/pages/1.png?width=" + "9" * 30, 400),
        ("/elsewhere", 404),
    ],
)
async def test_pages_and_widths_that_are_not_there_are_refused(
    visit: Visit, below: str, status: int
) -> None:
    await visit.attach()

    answer = await visit.official.fetch(f"{visit.attachment_path}{below}")

    assert answer.status_code == status


@pytest.mark.parametrize("id_", ["nonsense", "..%2f2", str(NOBODYS)])
async def test_what_is_not_there_is_not_found(clerk: Official, id_: str) -> None:
    for below in ("", "/thumbnail.png", "/pages/1.png"):
        assert (await clerk.fetch(f"/attachments/{id_}{below}")).status_code == 404


async def test_another_citys_attachment_is_not_found(clerk: Official, elsewhere: Visit) -> None:
    for below in ("", "/thumbnail.png", "/pages/1.png"):
        answer = await clerk.fetch(f"{elsewhere.attachment_path}{below}")
        assert answer.status_code == 404
        assert (await elsewhere.official.fetch(f"{elsewhere.attachment_path}{below}")).is_success


@pytest.mark.parametrize(
    ("staff", "status"), [("9001", 403), ("9002", 403), ("9003", 403), (None, 401)]
)
@pytest.mark.parametrize("below", ["", "/thumbnail.png", "/pages/1.png"])
async def test_an_attachment_is_closed_to_who_may_not_see_attachments(
    running: Server, visit: Visit, staff: str | None, status: int, below: str
) -> None:
    await visit.attach()
    other = await running.official(staff) if staff else running.nobody

    answer = await other.fetch(f"{visit.attachment_path}{below}")

    assert answer.status_code == status
    assert b"PNG" not in answer.content


async def test_the_list_is_withheld_from_who_may_not_see_attachments(
    running: Server, visit: Visit
) -> None:
    await visit.attach()
    section = await running.official("2001")
    revoke = (
        "UPDATE staff_group SET permissions = array_{}(permissions, 'SEE_ATTACHMENTS')"
        " WHERE city_id = 1 AND code = 'section'"
    )

    await running.database.execute(revoke.format("remove"))
    try:
        answer = await section.ask(LISTED, id=visit.case_id)
    finally:
        await running.database.execute(revoke.format("append"))

    assert answer.field == {"attachments": None}
    assert answer.body["extensions"] == {"withheld": ["Case.attachments"]}


async def test_a_section_attaches_to_a_case_of_the_counter(running: Server, visit: Visit) -> None:
    section = await running.official("2001")

    made = await section.change(
        "attach_document", caseId=visit.case_id, **ATTACHED, file=File("a.png", SCAN)
    )

    assert made["__typename"] == "Attachment"
    assert [one["attachedBy"]["name"] for one in await listed(visit)] == ["浜　国保"]


# Encrypted


async def test_what_lies_in_the_store_tells_nothing_and_opens_at_its_place_alone(
    running: Server, visit: Visit
) -> None:
    await visit.fill()
    await visit.print()
    first, second = await visit.attach(samples.pdf(1)), await visit.attach(samples.pdf(1))
    ids = [uuid_of(made["id"]) for made in (first, second)]
    kept = [attached_content(1, id_) for id_ in ids]
    thumbnail = attached_thumbnail(1, ids[0])
    printed = printed_document(1, uuid_of(visit.document_id))
    stored = {
        one.key: (running.objects / one.key).read_bytes() for one in (*kept, thumbnail, printed)
    }
    keyring = running.operations.keyring

    for key, sealed in stored.items():
        assert b"%PDF" not in sealed, key
        assert b"PNG" not in sealed, key
    plain = keyring.decrypt_bytes(stored[kept[0].key], kept[0].place)
    assert hashlib.sha256(plain).hexdigest() == first["sha256"]
    for other in (kept[1].place, thumbnail.place, printed.place):
        with pytest.raises(UndecryptableError):
            keyring.decrypt_bytes(stored[kept[0].key], other)


async def test_objects_that_were_exchanged_in_the_store_are_not_given(
    running: Server, visit: Visit
) -> None:
    made = [await visit.attach(samples.pdf(pages)) for pages in (1, 2)]
    first, second = (running.objects / attached_content(1, uuid_of(one["id"])).key for one in made)
    first.write_bytes(second.read_bytes())

    answer = await visit.official.fetch(made[0]["contentPath"])

    assert answer.status_code == 500
    assert b"%PDF" not in answer.content


async def test_a_document_that_was_printed_before_objects_were_encrypted_is_still_given(
    running: Server, visit: Visit
) -> None:
    await visit.fill()
    await visit.print()
    kept = printed_document(1, uuid_of(visit.document_id))
    path = running.objects / kept.key
    plain = running.operations.keyring.decrypt_bytes(path.read_bytes(), kept.place)
    path.write_bytes(plain)

    answer = await visit.official.fetch(visit.document_path)

    assert answer.content == plain


# Refused: no row, no object


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"MZ\x90\x00", "UnsupportedFile"),
        (b"<html><script>alert(1)</script></html>", "UnsupportedFile"),
        (samples.moving_png(), "UnsupportedFile"),
        (samples.with_script_at_opening(), "ActiveContent"),
        (samples.with_embedded_file(), "ActiveContent"),
        (samples.with_password(), "UnreadableFile"),
        (samples.jpeg()[:400], "UnreadableFile"),
        (samples.vast_png(), "TooLarge"),
        (samples.endless_tiff(), "TooLarge"),
        (samples.with_doubly_packed_stream(), "TooLarge"),
        (b"", "InvalidInput"),
    ],
)
async def test_a_refused_file_leaves_no_row_and_no_object(
    running: Server, visit: Visit, content: bytes, refusal: str
) -> None:
    before, kept = await running.fingerprint(but=AUDIT), objects(running)

    made = await visit.attach(content)

    assert (made["__typename"], made["path"]) == (refusal, ["input", "file"])
    assert await running.fingerprint(but=AUDIT) == before
    assert objects(running) == kept


async def test_active_content_is_named(visit: Visit) -> None:
    made = await visit.attach(samples.with_script_by_name())

    assert made["found"] == ["スクリプト（JavaScript）"]
    assert "スクリプト（JavaScript）" in made["message"]


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"label": ""}, "label"),
        ({"label": "　"}, "label"),
        ({"label": "あ" * 101}, "label"),
        ({"label": "番号 1234 5678 9018"}, "label"),
        ({"label": "１２３４５６７８９０１８"}, "label"),
        ({"file": File("123456789018.png", SCAN)}, "file"),
        ({"file": File("1234-5678-9018.png", SCAN)}, "file"),
        ({"procedureCode": "NOTHING"}, "procedureCode"),
    ],
)
async def test_a_wrong_word_about_a_file_names_its_place(
    running: Server, visit: Visit, given: Json, place: str
) -> None:
    before, kept = await running.fingerprint(but=AUDIT), objects(running)

    made = await visit.attach(**given)

    assert (made["__typename"], made["path"]) == ("InvalidInput", ["input", place])
    assert "1234" not in made["message"]
    assert await running.fingerprint(but=AUDIT) == before
    assert objects(running) == kept


@pytest.mark.parametrize("person", ["nonsense", str(encode_id("CasePerson", NOBODYS))])
async def test_a_person_who_is_not_of_the_case_is_not_found(visit: Visit, person: str) -> None:
    made = await visit.attach(personId=person)

    assert (made["__typename"], made["path"]) == ("NotFound", ["input", "personId"])


async def test_a_file_over_the_limit_of_the_transport_is_refused_as_a_request(
    running: Server, visit: Visit
) -> None:
    before = await running.fingerprint()
    too_much = File("a.png", b"\0" * ((20 << 20) + 1))

    answer = await visit.official.ask(
        documented("attach_document"),
        input={
            "caseId": visit.case_id,
            **ATTACHED,
            "file": too_much,
            "idempotencyKey": fresh_key(),
        },
    )

    assert (answer.status, answer.codes) == (413, ["BODY_TOO_LARGE"])
    assert await running.fingerprint() == before


async def test_a_case_takes_two_hundred_attachments_and_no_more(
    running: Server, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert attachments.MOST_ATTACHMENTS == 200
    monkeypatch.setattr(attachments, "MOST_ATTACHMENTS", 2)
    made = [await visit.attach() for _ in range(3)]
    await remove(visit.official, made[0]["id"])

    again = await visit.attach()

    assert [one["__typename"] for one in made] == ["Attachment", "Attachment", "TooManyAttachments"]
    assert made[2]["path"] == ["input", "file"]
    assert again["__typename"] == "Attachment"


async def test_two_who_attach_the_last_one_at_once_do_not_both(
    running: Server, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST_ATTACHMENTS", 1)

    made = await asyncio.gather(
        *(
            visit.official.change(
                "attach_document", caseId=visit.case_id, **ATTACHED, file=File("a.png", SCAN)
            )
            for _ in range(3)
        )
    )

    names = sorted(one["__typename"] for one in made)
    assert names == ["Attachment", "TooManyAttachments", "TooManyAttachments"]


# Sent again


async def test_the_same_key_and_file_give_the_same_attachment_again(
    running: Server, visit: Visit
) -> None:
    key = fresh_key()
    first = await visit.attach(idempotencyKey=key)
    before, kept = await running.fingerprint(but=AUDIT), objects(running)

    again = await visit.attach(idempotencyKey=key)

    assert again == first
    assert await running.fingerprint(but=AUDIT) == before
    assert objects(running) == kept


async def test_the_same_key_with_another_file_is_refused(visit: Visit) -> None:
    key = fresh_key()
    await visit.attach(idempotencyKey=key)

    other = await visit.attach(samples.png(), idempotencyKey=key)

    assert other["__typename"] == "IdempotencyKeyReused"


# Removed


async def remove(official: Official, attachment_id: str, **more: Any) -> Json:
    made: Json = await official.change(
        "remove_attachment", **{"attachmentId": attachment_id, "reason": "別の方の書類", **more}
    )
    return made


async def test_what_is_removed_is_erased_and_its_row_says_who_when_and_why(
    running: Server, visit: Visit
) -> None:
    kept = objects(running)
    made = await visit.attach()

    removed = await remove(visit.official, made["id"])

    (shown,) = await listed(visit)
    assert removed["removedBecause"] == "別の方の書類"
    assert shown["removedAt"] == running.clock.now().isoformat()
    assert (shown["removedBy"], shown["contentPath"]) == ({"name": "霞　窓子"}, None)
    assert (shown["thumbnailPath"], shown["pagePaths"]) == (None, [])
    assert objects(running) == kept
    for below in ("", "/thumbnail.png", "/pages/1.png"):
        answer = await visit.official.fetch(f"{made['contentPath']}{below}")
        assert (answer.status_code, answer.json()["detail"]) == (
            404,
            "この添付書類は削除されました。",
        )


async def test_an_attachment_is_removed_once(running: Server, visit: Visit) -> None:
    made = await visit.attach()

    answers = await asyncio.gather(*(remove(visit.official, made["id"]) for _ in range(3)))

    names = sorted(answer["__typename"] for answer in answers)
    assert names == ["Attachment", "WrongStatus", "WrongStatus"]


@pytest.mark.parametrize(("reason", "named"), [("", "reason"), ("123456789018", "reason")])
async def test_a_removal_needs_a_reason(visit: Visit, reason: str, named: str) -> None:
    made = await visit.attach()

    refused = await remove(visit.official, made["id"], reason=reason)

    assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["input", named])
    assert (await visit.official.fetch(made["contentPath"])).is_success


async def test_the_timeline_tells_of_both_and_names_nobody(running: Server, visit: Visit) -> None:
    made = await visit.attach(samples.pdf(2), label="青葉太郎の委任状")
    await remove(visit.official, made["id"])
    query = """query ($id: ID!) { case(id: $id) { ... on Case {
      timeline(last: 2) { nodes { kind detail } } } } }"""

    shown = (await visit.official.ask(query, id=visit.case_id)).field["timeline"]["nodes"]

    assert shown == [
        {
            "kind": "ATTACHED",
            "detail": {"attachment_kind": "POWER_OF_ATTORNEY", "procedure": None, "pages": 2},
        },
        {"kind": "ATTACHMENT_REMOVED", "detail": {"attachment_kind": "POWER_OF_ATTORNEY"}},
    ]


async def test_whoever_is_taken_out_of_the_case_leaves_the_paper_behind(
    running: Server, visit: Visit
) -> None:
    await visit.attach(personId=visit.person_id)

    removed = await visit.official.change(
        "record_person",
        caseId=visit.case_id,
        role="APPLICANT",
        personId=visit.person_id,
        expectedVersion=1,
        isRemoved=True,
    )

    assert removed["__typename"] == "Case"
    assert [one["personId"] for one in await listed(visit)] == [None]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("scan.pdf", "scan.pdf"),
        (r"C:\Users\hama\委任状.pdf", "委任状.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\r\nX-Header: 1\u202e.pdf", "abX-Header: 1.pdf"),
        ("", "ファイル"),
        ("...", "ファイル"),
        ("あ" * 300, "あ" * 120),
    ],
)
def test_of_a_name_only_its_last_part_is_kept_and_what_can_be_shown(given: str, kept: str) -> None:
    assert clean_file_name(given) == kept
