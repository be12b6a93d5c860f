"""SVG: read without running or fetching anything, and turned into plain outlines in millimetres."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from reportlab.graphics import shapes
from svglib.svglib import NoStrokePath, SvgRenderer

from backend.files.errors import Fault, FaultyFileError

MM_PER_POINT = 25.4 / 72
KAPPA = 0.5522847498  # a quarter of a circle as a curve
SVG = "http://www.w3.org/2000/svg"
MOST_BYTES = 5 << 20
MOST_ELEMENTS = 20_000
MOST_COMMANDS = 100_000
MOST_USES = 500
DEEPEST = 60
LARGEST_MM = 1200.0
DECIMALS = 4

# Shown to the official.
SCRIPT = "スクリプト"
FOREIGN = "HTMLなど別の形式の埋め込み"
EXTERNAL = "外部のファイルへの参照"
PICTURE = "画像の埋め込み"
ANIMATION = "アニメーション"
ENTITY = "実体宣言（ENTITY）"
TRANSLUCENT = "半透明"
EFFECTS = {
    "linearGradient": "グラデーション",
    "radialGradient": "グラデーション",
    "pattern": "パターン",
    "mask": "マスク",
    "clipPath": "切抜き",
    "filter": "フィルター",
    "marker": "マーカー",
}
ACTING = {
    "script": SCRIPT,
    "foreignObject": FOREIGN,
    "iframe": FOREIGN,
    "image": PICTURE,
    "feImage": PICTURE,
    "animate": ANIMATION,
    "animateColor": ANIMATION,
    "animateMotion": ANIMATION,
    "animateTransform": ANIMATION,
    "set": ANIMATION,
    "discard": ANIMATION,
}
TEXTS = frozenset({"text", "tspan", "textPath", "tref", "altGlyph"})
SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
DRAWN = frozenset(["svg", "g", "a", "defs", "use", "symbol", "style", "switch", *SHAPES])

Command = list[Any]
Matrix = tuple[float, float, float, float, float, float]


def drawing_of(content: bytes) -> tuple[bytes, float, float]:
    """The outlines of an SVG as JSON, and its width and height in millimetres."""
    root = _parsed(content)
    _require_harmless(root)
    _drop_foreign(root)
    drawn = SvgRenderer("").render(root)
    width, height = drawn.width * MM_PER_POINT, drawn.height * MM_PER_POINT
    if not (0 < width <= LARGEST_MM and 0 < height <= LARGEST_MM):
        raise FaultyFileError(Fault.TOO_LARGE)
    outlines = _Outlines(height)
    outlines.walk(drawn, (1, 0, 0, 1, 0, 0))
    if not outlines.paths:
        raise FaultyFileError(Fault.EMPTY_DRAWING)
    document = {
        "width": round(width, DECIMALS),
        "height": round(height, DECIMALS),
        "paths": outlines.paths,
    }
    return json.dumps(document, separators=(",", ":")).encode(), width, height


def _parsed(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise FaultyFileError(Fault.TOO_LARGE)
    if b"<!ENTITY" in content:
        raise FaultyFileError(Fault.ACTIVE_DRAWING, [ENTITY])
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise FaultyFileError(Fault.UNREADABLE) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise FaultyFileError(Fault.ACTIVE_DRAWING, [ENTITY])
    if _name(root) != "svg":
        raise FaultyFileError(Fault.NO_PICTURE)
    return root


def _require_harmless(root: Any) -> None:
    """Refuse what acts, reaches outside or cannot be drawn as an outline."""
    elements = list(root.iter())
    if len(elements) > MOST_ELEMENTS:
        raise FaultyFileError(Fault.TOO_LARGE)
    named = [(one, _name(one)) for one in elements if isinstance(one.tag, str)]
    found = {word for one, name in named for word in _acts(one, name)}
    beside = [*elements, *root.itersiblings(preceding=True), *root.itersiblings()]
    if any(isinstance(one, etree._ProcessingInstruction) for one in beside):
        found.add(EXTERNAL)  # xml-stylesheet
    if found:
        raise FaultyFileError(Fault.ACTIVE_DRAWING, sorted(found))
    names = [name for _, name in named]
    if not TEXTS.isdisjoint(names):
        raise FaultyFileError(Fault.TEXT_IN_DRAWING)
    effects = {EFFECTS[name] for name in names if name in EFFECTS}
    effects |= {TRANSLUCENT for one, _ in named if _is_translucent(one)}
    if effects:
        raise FaultyFileError(Fault.EFFECTS_IN_DRAWING, sorted(effects))
    if names.count("use") > MOST_USES or _depth(root) > DEEPEST:
        raise FaultyFileError(Fault.TOO_LARGE)


def _acts(element: Any, name: str) -> Iterator[str]:
    if name in ACTING:
        yield ACTING[name]
    if name == "style":
        yield from _styled(element.text or "")
    for key, value in element.attrib.items():
        plain = key.rpartition("}")[2].lower()
        said = "".join(value.split()).lower()
        if plain.startswith("on") or "javascript:" in said:
            yield SCRIPT
        elif plain in ("href", "src", "base") and not value.startswith("#"):
            yield PICTURE if said.startswith("data:") else EXTERNAL
        else:
            yield from _styled(value)


def _styled(text: str) -> Iterator[str]:
    """What a style reaches for: the escapes of CSS are refused with it, nobody needs them."""
    said = "".join(text.split()).lower()
    if "\\" in said or "@import" in said or "expression(" in said:
        yield EXTERNAL
    for piece in said.split("url(")[1:]:
        if not piece.lstrip("'\"").startswith("#"):
            yield EXTERNAL


def _is_translucent(element: Any) -> bool:
    """Whether a whole shape or group is: of its own fill and stroke it can be mixed with white."""
    said = element.get("opacity") or ""
    for rule in (element.get("style") or "").split(";"):
        key, _, value = rule.partition(":")
        said = value if key.strip() == "opacity" else said
    return said.strip() not in ("", "1", "1.0", "100%")


def _depth(root: Any) -> int:
    deepest, waiting = 0, [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in element)
    return deepest


def _drop_foreign(root: Any) -> None:
    """Take out notes of drawing programs, titles and whatever else is not drawn."""
    for element in list(root.iter()):
        parent = element.getparent()
        is_drawn = isinstance(element.tag, str) and _name(element) in DRAWN
        if parent is not None and not is_drawn:
            parent.remove(element)


def _name(element: Any) -> str:
    """The name of an SVG element; empty for one of another language."""
    tag = str(element.tag)
    if not tag.startswith("{"):
        return tag
    space, _, name = tag[1:].partition("}")
    return name if space == SVG else ""


@dataclass
class _Outlines:
    """Gathers the outlines of reportlab shapes; y goes down from the top of the drawing."""

    height_mm: float
    paths: list[dict[str, Any]] = field(default_factory=list)
    commands: int = 0

    def walk(self, shape: Any, matrix: Matrix) -> None:
        """Take a shape and all below it, each with the matrix of its groups."""
        if isinstance(shape, shapes.Group):
            inner = _times(matrix, tuple(shape.transform))
            for child in shape.contents:
                self.walk(child, inner)
        elif isinstance(shape, shapes.Drawing):
            for child in shape.contents:
                self.walk(child, matrix)
        else:
            self._take(shape, matrix)

    def _take(self, shape: Any, matrix: Matrix) -> None:
        commands = _commands_of(shape)
        fill = _color(getattr(shape, "fillColor", None))
        stroke = _color(getattr(shape, "strokeColor", None), getattr(shape, "strokeOpacity", None))
        if isinstance(shape, NoStrokePath):
            stroke = ""
        if isinstance(shape, shapes.Line | shapes.PolyLine):
            fill = ""
        if not commands or not (fill or stroke):
            return
        self.commands += len(commands)
        if self.commands > MOST_COMMANDS:
            raise FaultyFileError(Fault.TOO_LARGE)
        scale = math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])) * MM_PER_POINT
        width = (getattr(shape, "strokeWidth", 1) or 0) * scale
        self.paths.append(
            {
                "commands": [self._placed(command, matrix) for command in commands],
                "fill": fill,
                "rule": "evenodd" if getattr(shape, "fillMode", 1) == 0 else "nonzero",
                "stroke": stroke,
                "width": round(width, DECIMALS) if stroke else 0,
            }
        )

    def _placed(self, command: Command, matrix: Matrix) -> Command:
        a, b, c, d, e, f = matrix
        placed: Command = [command[0]]
        for x, y in zip(command[1::2], command[2::2], strict=True):
            across, up = a * x + c * y + e, b * x + d * y + f
            if not (math.isfinite(across) and math.isfinite(up)):
                raise FaultyFileError(Fault.UNREADABLE)
            # 0.0 is added because a zero may have a sign.
            placed.append(round(across * MM_PER_POINT, DECIMALS) + 0.0)
            placed.append(round(self.height_mm - up * MM_PER_POINT, DECIMALS) + 0.0)
        return placed


def _times(outer: Matrix, inner: Sequence[float]) -> Matrix:
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (
        a * p + c * q,
        b * p + d * q,
        a * r + c * s,
        b * r + d * s,
        a * t + c * u + e,
        b * t + d * u + f,
    )


def _commands_of(shape: Any) -> list[Command]:
    if isinstance(shape, shapes.Path):
        return _path(shape)
    if isinstance(shape, shapes.Rect):
        return _rect(shape)
    if isinstance(shape, shapes.Circle):
        return _ellipse(shape.cx, shape.cy, shape.r, shape.r)
    if isinstance(shape, shapes.Ellipse):
        return _ellipse(shape.cx, shape.cy, shape.rx, shape.ry)
    if isinstance(shape, shapes.Line):
        return [["M", shape.x1, shape.y1], ["L", shape.x2, shape.y2]]
    if isinstance(shape, shapes.PolyLine | shapes.Polygon):
        return _through(shape.points, is_closed=isinstance(shape, shapes.Polygon))
    raise FaultyFileError(Fault.EFFECTS_IN_DRAWING, [type(shape).__name__])


def _path(shape: Any) -> list[Command]:
    commands: list[Command] = []
    place = 0
    for operator in shape.operators:
        letter, count = (("M", 2), ("L", 2), ("C", 6), ("Z", 0))[operator]
        commands.append([letter, *shape.points[place : place + count]])
        place += count
    return commands


def _through(points: Sequence[float], *, is_closed: bool) -> list[Command]:
    pairs = list(zip(points[::2], points[1::2], strict=True))
    drawn: list[Command] = [["L" if index else "M", x, y] for index, (x, y) in enumerate(pairs)]
    return [*drawn, ["Z"]] if is_closed else drawn


def _rect(shape: Any) -> list[Command]:
    x, y, right, top = shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
    rx = min(shape.rx or shape.ry or 0, shape.width / 2)
    ry = min(shape.ry or shape.rx or 0, shape.height / 2)
    if not (rx and ry):
        return [["M", x, y], ["L", right, y], ["L", right, top], ["L", x, top], ["Z"]]
    kx, ky = rx * (1 - KAPPA), ry * (1 - KAPPA)
    return [
        ["M", x + rx, y],
        ["L", right - rx, y],
        ["C", right - kx, y, right, y + ky, right, y + ry],
        ["L", right, top - ry],
        ["C", right, top - ky, right - kx, top, right - rx, top],
        ["L", x + rx, top],
        ["C", x + kx, top, x, top - ky, x, top - ry],
        ["L", x, y + ry],
        ["C", x, y + ky, x + kx, y, x + rx, y],
        ["Z"],
    ]


def _ellipse(cx: float, cy: float, rx: float, ry: float) -> list[Command]:
    kx, ky = rx * KAPPA, ry * KAPPA
    return [
        ["M", cx + rx, cy],
        ["C", cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry],
        ["C", cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy],
        ["C", cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry],
        ["C", cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy],
        ["Z"],
    ]


def _color(color: Any, opacity: float | None = None) -> str:
    """The colour as it looks on white paper; empty for none."""
    if color is None or isinstance(color, str):
        return ""
    alpha = opacity if opacity is not None else getattr(color, "alpha", 1)
    alpha = min(1.0, max(0.0, float(1 if alpha is None else alpha)))
    if alpha == 0:
        return ""
    parts = (color.red, color.green, color.blue)
    return "#" + "".join(f"{round(255 * (1 - alpha * (1 - part))):02x}" for part in parts)
