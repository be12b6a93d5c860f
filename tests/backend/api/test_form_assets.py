"""Pictures of forms over HTTP: kept once, fetched by their hash, loaded where a form is printed."""

import base64
import hashlib
import io
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from backend.context.principal import Principal, RequestOrigin
from backend.forms.assets import asset_references, with_asset_names
from backend.forms.commands.add_form_asset import keep_carried_assets
from backend.forms.repository.assets import load_assets
from tests.backend.api import designing
from tests.backend.files import samples
from tests.server import ELSEWHERE, File, Json, Official, Server

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="10mm" viewBox="0 0 20 10">'
    b'<path d="M0 0H20V10Z"/></svg>'
)
AUDIT = ("audit_event", "audit_subject")


@pytest.fixture
async def designer(running: Server) -> Official:
    """The administrator of the home city, who may edit forms."""
    return await running.official("9001")


async def added(official: Official, content: bytes, **more: Any) -> Json:
    made: Json = await official.change("add_form_asset", file=File("emblem", content), **more)
    return made


async def test_a_page_of_a_pdf_is_kept_as_an_underlay_and_fetched(designer: Official) -> None:
    made = await added(designer, samples.pdf(3), page=2)

    fetched = await designer.fetch(made["contentPath"])
    assert {key: made[key] for key in made if key not in ("id", "sha256", "contentPath")} == {
        "__typename": "FormAsset",
        "kind": "UNDERLAY",
        "mediaType": "image/png",
        "widthMm": 210.0,
        "heightMm": 297.0,
        "pageCount": 3,
    }
    assert made["contentPath"] == f"/forms/assets/{made['sha256']}"
    assert hashlib.sha256(fetched.content).hexdigest() == made["sha256"]
    assert Image.open(io.BytesIO(fetched.content)).size == (1654, 2339)
    assert fetched.headers["content-type"] == "image/png"
    assert fetched.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert fetched.headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_a_drawing_is_fetched_as_outlines(designer: Official) -> None:
    made = await added(designer, DRAWING)

    fetched = await designer.fetch(made["contentPath"])
    assert (made["kind"], made["widthMm"], made["heightMm"]) == ("DRAWING", 20.0, 10.0)
    assert fetched.headers["content-type"] == "application/json"
    assert fetched.json()["paths"][0]["commands"] == [
        ["M", 0, 0], ["L", 20, 0], ["L", 20, 10], ["Z"],
    ]  # fmt: skip


async def test_the_same_picture_twice_is_one(running: Server, designer: Official) -> None:
    content = samples.png(31, 17)

    first = await added(designer, content)
    again = await added(designer, content)

    count = await running.database.fetchval(
        "SELECT count(*) FROM form_asset WHERE sha256 = $1", first["sha256"]
    )
    assert (again, count) == (first, 1)


@pytest.mark.parametrize(
    ("content", "more", "refusal", "path"),
    [
        (b"", {}, "InvalidInput", ["input", "file"]),
        (samples.png(), {"page": 0}, "InvalidInput", ["input", "page"]),
        (samples.pdf(2), {"page": 3}, "UnreadableFile", ["input", "file"]),
        (b"PK\x03\x04", {}, "UnsupportedFile", ["input", "file"]),
        (samples.with_script_at_opening(), {}, "ActiveContent", ["input", "file"]),
        (samples.with_password(), {}, "UnreadableFile", ["input", "file"]),
        (samples.with_many_pages(), {}, "TooLarge", ["input", "file"]),
    ],
)
async def test_a_refused_file_leaves_nothing(
    running: Server,
    designer: Official,
    content: bytes,
    more: Json,
    refusal: str,
    path: list[str],
) -> None:
    before = await running.fingerprint(but=AUDIT)

    refused = await added(designer, content, **more)

    assert (refused["__typename"], refused["path"]) == (refusal, path)
    assert await running.fingerprint(but=AUDIT) == before


async def test_another_city_has_not_this_picture(running: Server, designer: Official) -> None:
    made = await added(designer, samples.png(23, 29))
    theirs = await running.official("9001", ELSEWHERE)

    fetched = await theirs.fetch(made["contentPath"])
    unsigned = await running.nobody.fetch(made["contentPath"])

    assert (fetched.status_code, unsigned.status_code) == (404, 401)


@pytest.mark.parametrize("name", ["0" * 64, "0" * 63, "../../etc/passwd", "é" * 64])
async def test_a_name_of_nothing_is_not_found(designer: Official, name: str) -> None:
    assert (await designer.fetch(f"/forms/assets/{name}")).status_code == 404


def template(asset: str) -> Json:
    picture = {"id": "emblem", "kind": "image", "asset": asset}
    rows = {"id": "rows", "kind": "repeat", "elements": [picture], "x-old": {"asset": "1" * 64}}
    return {"pages": [{"id": "p1", "background": {"asset": "2" * 64}, "elements": [rows]}]}


def test_a_template_names_its_pictures_wherever_they_stand() -> None:
    assert asset_references(template("3" * 64)) == {"2" * 64, "3" * 64}
    assert asset_references(template("no hash")) == {"2" * 64}


async def test_a_form_whose_file_could_not_be_read_again_is_not_given_as_one(
    running: Server, designer: Official
) -> None:
    names = []
    for number in range(2):
        made = await added(designer, samples.png(20 + number, 20))
        names.append(made["sha256"])
    drawn = [
        {"id": f"e{n}", "kind": "image", "x": 20, "y": 40, "w": 20, "h": 20, "asset": name}
        for n, name in enumerate(names)
    ]
    form = await designing.Form.create(
        designer, title=None, template=designing.template(*drawn, code="heavy_pictures")
    )
    whole = await designer.run("export_form", formId=form.id)
    await running.database.execute(
        "UPDATE form_asset SET content = decode(repeat('00', 8000000), 'hex')"
        " WHERE city_id = 1 AND sha256 = ANY($1)",
        names,
    )

    refused = await designer.run("export_form", formId=form.id)

    assert set(whole.field["assets"]) == set(names)
    assert refused.codes == ["INVALID_INPUT"]
    assert refused.body["errors"][0]["message"] == (
        "画像が合わせて15.3 MBあり、書き出せません（13 MBまで）。"
        "大きな画像を減らすか、縮めてください。"
    )


async def test_pictures_that_a_file_carries_are_made_anew_under_their_own_names(
    running: Server, designer: Official
) -> None:
    carried = {
        "3" * 64: {
            "mediaType": "image/png",
            "base64": base64.b64encode(samples.png(19, 23)).decode(),
        }
    }
    staff_id = await running.database.fetchval(
        "SELECT id FROM staff WHERE city_id = 1 AND staff_number = '9001'"
    )
    principal = Principal(
        city_id=1,
        staff_id=staff_id,
        session_id=uuid4(),
        permissions=frozenset(),
        terminal=None,
    )
    origin = RequestOrigin(request_id=uuid4().hex)

    async with running.operations.open(city_id=1, origin=origin, principal=principal) as operation:
        names = await keep_carried_assets(operation, carried, ("input", "file", "assets"))
        loaded = await load_assets(operation.session, names.values())

    (kept,) = loaded.values()
    assert names == {"3" * 64: hashlib.sha256(kept.content).hexdigest()}
    assert asset_references(with_asset_names(template("3" * 64), names)) == {
        "2" * 64,
        kept.sha256,
    }
