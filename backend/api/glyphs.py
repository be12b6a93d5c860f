"""``GET /glyphs/<font>/<ids>``: outlines of glyphs, which the designer draws its paper with.

They never change: the address names the font file by its hash. They are nobody's secret either,
so that every cache on the way may keep them.
"""

import orjson
from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from backend.forms.errors import FontUnavailableError
from backend.forms.fonts import FontFile, opened_font
from backend.forms.outlines import outline_path

MOST_GLYPHS = 400
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
NO_FONT = "この書体はありません。"
NO_GLYPHS = f"字形の番号を、コンマで区切って{MOST_GLYPHS}個まで指定してください。"


def glyph_route() -> HTTPRouteHandler:
    """The route to outlines of glyphs; it needs no session and reads no row."""

    @get("/glyphs/{font:str}/{ids:str}", media_type="application/json", sync_to_thread=True)
    def glyphs(font: FromPath[str], ids: FromPath[str]) -> Response[bytes]:
        """The outlines of the glyphs asked for."""
        file = _font(font)
        wanted = _ids(ids, file)
        outlines = {str(glyph): outline_path(file, glyph) for glyph in wanted}
        content = orjson.dumps({"unitsPerEm": file.units_per_em, "outlines": outlines})
        return Response(content, media_type="application/json", headers=HEADERS)

    return glyphs


def _font(name: str) -> FontFile:
    try:
        return opened_font(name)
    except FontUnavailableError:
        raise NotFoundException(detail=NO_FONT) from None


def _ids(text: str, font: FontFile) -> list[int]:
    """The glyph ids in a path; each must be one of the font's."""
    parts = text.split(",", MOST_GLYPHS)
    if len(parts) > MOST_GLYPHS or not all(part.isdecimal() and len(part) < 6 for part in parts):
        raise NotFoundException(detail=NO_GLYPHS)
    ids = [int(part) for part in parts]
    if max(ids) >= len(font.glyph_names):
        raise NotFoundException(detail=NO_GLYPHS)
    return ids
