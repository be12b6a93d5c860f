"""Forms on paper for those who make them: test print, pages, regression sheets, thumbnails."""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.exceptions import ClientException, NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from backend.api.downloads import SAFE_HEADERS, fetch, id_of
from backend.api.executor import OperationExecutor
from backend.context.operation import Operation
from backend.forms.commands.contents import Content
from backend.forms.commands.form_prints import (
    Both,
    Loaded,
    compared_prints,
    load_both,
    load_content,
    with_pictures,
)
from backend.forms.display_list import DisplayList
from backend.forms.drafting import READING_DRAFTS, template_hash
from backend.forms.embedding import DocumentInfo
from backend.forms.pdf import paint
from backend.forms.printing import offset
from backend.forms.ready_forms import ready_forms
from backend.forms.regression import regression_sheets
from backend.forms.repository.drafts import GONE, find_newest_version
from backend.forms.repository.printers import find_printer_offset
from backend.forms.samples import sample_families
from backend.forms.template_shape import read_template
from backend.forms.thumbnails import INFO, Thumbnails
from backend.forms.trial_print import as_test_print

USUAL_FAMILY = "one_person"
LONGEST_NAME = 100  # of a printer or tray
PIXELS_PER_MM = 200 / 25.4
PAGE_NUMBER = re.compile("[1-9][0-9]{0,2}")
# Named by the hash of what they show, and nobody's data: a browser may keep them.
KEPT = {**SAFE_HEADERS, "Cache-Control": "private, max-age=31536000, immutable"}
AnyRequest = Request[Any, Any, Any]


def form_routes(
    executor: OperationExecutor, services: dict[str, Any]
) -> Sequence[HTTPRouteHandler]:
    """The routes over an executor's operations."""
    fonts, thumbnails = services["fonts"], services["thumbnails"]

    async def pdf(name: str, title: str, make: Callable[[], DisplayList]) -> Response[bytes]:
        """Paint beside the event loop; the moment is that of the answer."""
        info = DocumentInfo(title=title, created_at=executor.operations.clock.now())
        content = await asyncio.to_thread(lambda: paint([make()], info))
        headers = {**SAFE_HEADERS, "Content-Disposition": f'inline; filename="{name}"'}
        return Response(content, media_type="application/pdf", headers=headers)

    @get("/forms/{name:str}/test.pdf")
    async def test_print(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
        """The draft or a version with a sample family, marked as a test."""
        form_id, wanted = id_of(name, GONE), _content(request)
        family, underlay = _family(request), _flag(request, "underlay")
        printer, tray = (_text(request, key) for key in ("printer", "tray"))
        loaded, right_mm, down_mm = await fetch(
            executor,
            request,
            "formTestPrint",
            lambda one: _read_to_print(one, form_id, wanted, printer, tray),
        )
        has_scale = _flag(request, "scale") is not False
        return await pdf(
            f"{form_id}-test.pdf",
            f"試し刷り {loaded.template['title']}",
            lambda: offset(
                as_test_print(
                    loaded.display_list(family, fonts, underlay=underlay),
                    fonts,
                    has_scale=has_scale,
                ),
                right_mm,
                down_mm,
            ),
        )

    @get("/forms/{name:str}/page.png")
    async def page_picture(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
        """One printed side as the printer gets it, to be laid over what the designer draws."""
        form_id, wanted, number = id_of(name, GONE), _content(request), _page_number(request)
        family, underlay = _family(request), _flag(request, "underlay")
        loaded = await fetch(
            executor, request, "formPagePicture", lambda one: _read(one, form_id, wanted)
        )
        return await _side_picture(
            lambda: loaded.display_list(family, fonts, underlay=underlay), number, services
        )

    @get("/forms/{name:str}/regression.pdf")
    async def regression(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
        """The version in use and the draft side by side, what differs framed."""
        form_id = id_of(name, GONE)
        both = await fetch(
            executor, request, "formRegressionSheets", lambda one: _read_both(one, form_id)
        )
        return await pdf(
            f"{form_id}-regression.pdf",
            f"比較 {both.title}",
            lambda: regression_sheets(both.title, both.number, compared_prints(both, fonts), fonts),
        )

    @get("/forms/{name:str}/thumbnail.png")
    async def thumbnail(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
        """A small picture of the first page."""
        form_id = id_of(name, GONE)
        loaded = await fetch(
            executor, request, "formThumbnail", lambda one: _read_shown(one, form_id)
        )
        return await _picture(thumbnails, loaded, services, _headers(request))

    @get("/forms/ready/{code:str}/thumbnail.png")
    async def ready_thumbnail(request: AnyRequest, code: FromPath[str]) -> Response[bytes]:
        """A small picture of a ready form's first page."""
        ready = ready_forms().get(code)
        if ready is None:
            raise NotFoundException(detail="このひな型はありません。")
        loaded = await fetch(
            executor,
            request,
            "readyFormThumbnail",
            lambda one: with_pictures(one, ready.template),
        )
        return await _picture(thumbnails, loaded, services, _headers(request))

    return test_print, page_picture, regression, thumbnail, ready_thumbnail


async def _read(operation: Operation, form_id: UUID, wanted: Content) -> Loaded:
    operation.require(READING_DRAFTS)
    return await load_content(operation, form_id, wanted)


async def _read_to_print(
    operation: Operation, form_id: UUID, wanted: Content, printer: str, tray: str
) -> tuple[Loaded, float, float]:
    """The form, and how far all of it is moved on the printer, to the right and down."""
    loaded = await _read(operation, form_id, wanted)
    row = await find_printer_offset(operation.session, printer, tray) if printer else None
    return loaded, row.right_mm if row else 0.0, row.down_mm if row else 0.0


async def _read_both(operation: Operation, form_id: UUID) -> Both:
    operation.require(READING_DRAFTS)
    return await load_both(operation, form_id)


async def _read_shown(operation: Operation, form_id: UUID) -> Loaded:
    """What the form looks like: its newest published version, or its draft."""
    _ = operation.signed_in
    newest = await find_newest_version(operation.session, form_id)
    if newest is not None:
        return await with_pictures(operation, read_template(newest.document))
    return await load_content(operation, form_id, Content())


def _headers(request: AnyRequest) -> dict[str, str]:
    """Only an address that names the content may be kept: without it the form may change."""
    return KEPT if "v" in request.query_params else SAFE_HEADERS


async def _picture(
    thumbnails: Thumbnails, loaded: Loaded, services: dict[str, Any], headers: dict[str, str]
) -> Response[bytes]:
    picture = await thumbnails.get(
        template_hash(loaded.template),
        lambda: loaded.display_list("", services["fonts"], underlay=True),
    )
    return Response(picture, media_type="image/png", headers=headers)


async def _side_picture(
    make: Callable[[], DisplayList], number: int, services: dict[str, Any]
) -> Response[bytes]:
    printed = await asyncio.to_thread(make)
    if number > len(printed.pages):
        raise NotFoundException(detail="この面はありません。")
    side = replace(printed, duplex="none", pages=printed.pages[number - 1 : number])
    pixels = round(side.pages[0].width * PIXELS_PER_MM)
    picture = await services["pictures"].draw(lambda: paint([side], INFO), 1, pixels)
    return Response(picture, media_type="image/png", headers=SAFE_HEADERS)


def _content(request: AnyRequest) -> Content:
    version = request.query_params.get("version", "draft")
    if version == "draft":
        return Content()
    return Content(names_version=True, version_id=id_of(version, "この版は見つかりません。"))


def _family(request: AnyRequest) -> str:
    """A sample family; an empty one prints the form blank."""
    family = str(request.query_params.get("family", USUAL_FAMILY))
    if family and family not in {one.code for one in sample_families()}:
        raise ClientException(detail="この見本の世帯はありません。")
    return family


def _page_number(request: AnyRequest) -> int:
    given = request.query_params.get("page", "1")
    if not PAGE_NUMBER.fullmatch(given):
        raise ClientException(detail="page は何面目かを数字で指定してください。")
    return int(given)


def _text(request: AnyRequest, name: str) -> str:
    given = str(request.query_params.get(name, ""))
    if len(given) > LONGEST_NAME:
        raise ClientException(detail=f"{name} は{LONGEST_NAME}文字までです。")
    return given


def _flag(request: AnyRequest, name: str) -> bool | None:
    given = request.query_params.get(name)
    if given not in (None, "0", "1"):
        raise ClientException(detail=f"{name} は 0 か 1 で指定してください。")
    return None if given is None else given == "1"
