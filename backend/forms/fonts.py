"""Fonts: which glyph prints a character, checked by us and never replaced in silence.

A face (書体) is an ordered list of fonts. The first font that has the character, *with* its
variation selector, prints it; if none has, the character is a fault. Every other engine falls back
to the base glyph when a font lacks the sequence, which prints another person's name.

Font files are opened once and their tables kept; the glyph tables are tens of megabytes.
"""

import hashlib
import mmap
import os
import re
import sys
import threading
import xml.etree.ElementTree as ElementTree
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont, TTLibError

from backend.forms.characters import (
    SPACES,
    CharacterFault,
    clusters,
    is_selector,
    unsupported_reason,
)
from backend.forms.errors import FontUnavailableError

FACES = ("mincho", "gothic")
DEFAULT_FACE = "gothic"

_FONTCONFIG = Path("/etc/fonts/fonts.conf")
_USUAL_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
_MJ_GLYPH_NAME = re.compile(r"mj\d{6}")
_RESTRICTED_LICENCE = 0x0002  # OS/2 fsType: embedding is not permitted
_FIRST_PRIVATE_CODE = 0xF0000
_LAST_PRIVATE_CODE = 0x10FFFD


@dataclass(frozen=True)
class FontSettings:
    """PostScript names of the fonts of each face, in order, and folders to look in first."""

    mincho: tuple[str, ...] = ("IPAmjMincho", "IPAexMincho")
    gothic: tuple[str, ...] = ("IPAexGothic", "IPAmjMincho", "IPAexMincho")
    folders: tuple[Path, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class FontFile:
    """One opened font with the tables that layout and embedding need."""

    name: str
    path: Path
    hash: str
    units_per_em: int
    ascent: float
    descent: float
    bounds: tuple[int, int, int, int]
    cap_height: int
    characters: Mapping[int, int]
    sequences: Mapping[tuple[int, int], int]
    advances: Sequence[int]
    glyph_names: Sequence[str]
    glyph_offsets: Sequence[int]
    tables: Mapping[str, bytes]
    outlines: memoryview

    def __repr__(self) -> str:
        return f"FontFile({self.name}, {self.hash})"

    def find_glyph(self, cluster: str) -> int | None:
        """Return the glyph of a cluster, its selector obeyed, or ``None``."""
        if len(cluster) == 2:
            glyph = self.sequences.get((ord(cluster[0]), ord(cluster[1])))
        else:
            glyph = self.characters.get(ord(cluster))
        if glyph and not self._is_blank(glyph, cluster):
            return glyph
        return None

    def advance(self, glyph: int) -> float:
        """Return the advance of a glyph in em."""
        return self.advances[glyph] / self.units_per_em

    def mj_name(self, glyph: int) -> str:
        """Return the MJ name (MJ文字図形名) that the font gives a glyph, or nothing."""
        name = self.glyph_names[glyph]
        return name.upper() if _MJ_GLYPH_NAME.fullmatch(name) else ""

    @cached_property
    def vertical_forms(self) -> Mapping[int, int]:
        """Glyphs that look otherwise in vertical text, by those that they stand for (``vert``)."""
        with TTFont(self.path, lazy=True) as font:
            return dict(_vertical_forms(font))

    def _is_blank(self, glyph: int, cluster: str) -> bool:
        """A font may map a character to a glyph without outline: that would print nothing."""
        outline = self.glyph_offsets[glyph + 1] - self.glyph_offsets[glyph]
        return not outline and cluster not in SPACES

    @cached_property
    def private_codes(self) -> Mapping[str, str]:
        """One private-use character for each variation sequence of the font and each space.

        Flowing documents go through software that takes single characters only and joins spaces
        as HTML does. A code follows from the font alone, so the same text gives the same bytes in
        every process, and the number of codes is bounded by the font's own table.
        """
        free = (
            code
            for code in range(_FIRST_PRIVATE_CODE, _LAST_PRIVATE_CODE)
            if code not in self.characters
        )
        spaces = sorted(space for space in SPACES if ord(space) in self.characters)
        sequences = [chr(base) + chr(selector) for base, selector in sorted(self.sequences)]
        return {cluster: chr(next(free)) for cluster in (*spaces, *sequences)}


@dataclass(frozen=True, slots=True)
class Glyph:
    """The glyph that prints one cluster, and the font it comes from."""

    font: FontFile
    id: int
    text: str
    advance: float


@dataclass(eq=False)
class Fonts:
    """The opened fonts of each face; ask it for the glyphs of a text."""

    faces: Mapping[str, tuple[FontFile, ...]]
    _glyphs: dict[str, dict[str, Glyph]] = field(
        default_factory=lambda: {face: {} for face in FACES}, repr=False
    )

    @property
    def files(self) -> tuple[FontFile, ...]:
        """Every font once, in the order of the faces."""
        return tuple({font.hash: font for face in FACES for font in self.faces[face]}.values())

    def shape(self, face: str, text: str) -> tuple[list[Glyph], list[CharacterFault]]:
        """Return the glyphs of a text and a fault for each cluster that cannot be printed."""
        glyphs: list[Glyph] = []
        faults: list[CharacterFault] = []
        known = self._glyphs[face]
        for cluster in clusters(text):
            glyph = known.get(cluster) or self._find(face, cluster)
            if isinstance(glyph, Glyph):
                glyphs.append(glyph)
            else:
                faults.append(glyph)
        return glyphs, faults

    def _find(self, face: str, cluster: str) -> Glyph | CharacterFault:
        reason = unsupported_reason(cluster[0])
        if reason is not None:
            return CharacterFault(cluster, reason)
        for font in self.faces[face]:
            glyph_id = font.find_glyph(cluster)
            if glyph_id is not None:
                glyph = Glyph(font, glyph_id, cluster, font.advance(glyph_id))
                # What is kept is bounded by what the fonts have; faults are not kept.
                self._glyphs[face][cluster] = glyph
                return glyph
        return self._fault(cluster)

    def _fault(self, cluster: str) -> CharacterFault:
        reason = "NO_SEQUENCE" if is_selector(cluster[-1]) else "NO_GLYPH"
        return CharacterFault(cluster, reason, self._mj_name_of_base(cluster[0]))

    def _mj_name_of_base(self, char: str) -> str:
        for font in self.files:
            glyph = font.characters.get(ord(char))
            if glyph and font.mj_name(glyph):
                return font.mj_name(glyph)
        return ""


_opened: dict[tuple[Path, int], FontFile] = {}
_opening = threading.Lock()


def open_fonts(settings: FontSettings) -> Fonts:
    """Find and open the fonts of the settings; a missing one is refused by name."""
    faces = {"mincho": settings.mincho, "gothic": settings.gothic}
    wanted = tuple(dict.fromkeys(name for names in faces.values() for name in names))
    paths = _find_paths(wanted, settings.folders)
    missing = [name for name in wanted if name not in paths]
    if missing:
        raise FontUnavailableError(f"書体が見つかりません: {'、'.join(missing)}", path=missing)
    files = {name: _open_once(name, paths[name]) for name in wanted}
    return Fonts({face: tuple(files[name] for name in names) for face, names in faces.items()})


def opened_font(font_hash: str) -> FontFile:
    """Return a font that this process has opened, by its hash; display lists name fonts so."""
    for font in _opened.values():
        if font.hash == font_hash:
            return font
    raise FontUnavailableError("この文書の書体が開かれていません。", path=[font_hash])


def glyph_outline(font_hash: str, glyph: int) -> str:
    """Return the outline of a glyph as an SVG path in font units, y upwards."""
    font = opened_font(font_hash)
    with TTFont(font.path, lazy=True) as opened:
        glyph_set = opened.getGlyphSet()
        pen = SVGPathPen(glyph_set)
        glyph_set[font.glyph_names[glyph]].draw(pen)
        return str(pen.getCommands())


def _find_paths(names: Sequence[str], folders: Sequence[Path]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in _font_paths((*folders, *_system_folders())):
        if len(found) == len(names):
            break
        name = _postscript_name(path)
        if name in names:
            found.setdefault(name, path)
    return found


def _font_paths(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in dict.fromkeys(folders):
        if folder.is_dir():
            yield from sorted(
                path for path in folder.rglob("*") if path.suffix.lower() in (".ttf", ".otf")
            )


def _system_folders() -> tuple[Path, ...]:
    """Return the folders that fontconfig names; its usual ones where it is not installed."""
    if not _FONTCONFIG.is_file():
        return _USUAL_FOLDERS
    folders = []
    for element in ElementTree.parse(_FONTCONFIG).iter("dir"):
        folder = os.path.expanduser(element.text or "")
        if element.get("prefix") == "xdg":
            home = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
            folder = os.path.join(home, folder)
        folders.append(Path(folder))
    return tuple(folders)


def _postscript_name(path: Path) -> str:
    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            return str(font["name"].getDebugName(6) or "")
    except (TTLibError, OSError, KeyError):
        return ""  # a broken file in a system folder is not ours to judge


def _open_once(name: str, path: Path) -> FontFile:
    key = (path, path.stat().st_mtime_ns)
    with _opening:
        if key not in _opened:
            _opened[key] = _open(name, path)
        return _opened[key]


def _open(name: str, path: Path) -> FontFile:
    with TTFont(path, lazy=True) as font:
        _require_embeddable(name, font)
        units = int(font["head"].unitsPerEm)
        order = font.getGlyphOrder()
        head, metrics = font["head"], font["OS/2"]
        return FontFile(
            name=name,
            path=path,
            hash=hashlib.sha256(path.read_bytes()).hexdigest()[:16],
            units_per_em=units,
            ascent=font["hhea"].ascent / units,
            descent=font["hhea"].descent / units,
            bounds=(head.xMin, head.yMin, head.xMax, head.yMax),
            cap_height=int(getattr(metrics, "sCapHeight", 0) or font["hhea"].ascent),
            characters=_characters(font),
            sequences=_sequences(font),
            advances=_advances(font, len(order)),
            glyph_names=tuple(order),
            glyph_offsets=_glyph_offsets(font),
            tables={tag: font.reader[tag] for tag in _KEPT_TABLES if tag in font.reader},
            outlines=_mapped_table(path, font, "glyf"),
        )


_KEPT_TABLES = ("cvt ", "fpgm", "head", "hhea", "hmtx", "maxp", "prep")


def _mapped_table(path: Path, font: TTFont, tag: str) -> memoryview:
    """Map a table of tens of megabytes instead of reading it: processes then share its pages."""
    entry = font.reader.tables[tag]
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return memoryview(mapped)[entry.offset : entry.offset + entry.length]


def _require_embeddable(name: str, font: TTFont) -> None:
    if "glyf" not in font:
        raise FontUnavailableError(f"書体「{name}」は TrueType 形式ではありません。", path=[name])
    if font["OS/2"].fsType & _RESTRICTED_LICENCE:
        raise FontUnavailableError(
            f"書体「{name}」は文書への埋め込みが許可されていません。", path=[name]
        )


def _characters(font: TTFont) -> dict[int, int]:
    return {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}


def _sequences(font: TTFont) -> dict[tuple[int, int], int]:
    """Read cmap format 14; a sequence that means the ordinary glyph takes it from the cmap."""
    ordinary = font.getBestCmap()
    sequences = {}
    for table in font["cmap"].tables:
        if table.format != 14:
            continue
        for selector, records in table.uvsDict.items():
            for base, name in records:
                glyph_name = name if name is not None else ordinary.get(base)
                if glyph_name is not None:
                    sequences[base, selector] = font.getGlyphID(glyph_name)
    return sequences


def _vertical_forms(font: TTFont) -> Iterator[tuple[int, int]]:
    """The single substitutions of the feature ``vert`` of GSUB."""
    if "GSUB" not in font:
        return
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "vert"
        for index in record.Feature.LookupListIndex
    }
    for index in sorted(lookups):
        for part in table.LookupList.Lookup[index].SubTable:
            substitution = getattr(part, "ExtSubTable", part)
            for name, other in getattr(substitution, "mapping", {}).items():
                yield font.getGlyphID(name), font.getGlyphID(other)


def _advances(font: TTFont, glyph_count: int) -> Sequence[int]:
    full = int(font["hhea"].numberOfHMetrics)
    numbers = _big_endian("H", font.reader["hmtx"][: full * 4])
    advances = numbers[::2]
    advances.extend(advances[-1:] * (glyph_count - full))
    return advances


def _glyph_offsets(font: TTFont) -> Sequence[int]:
    if font["head"].indexToLocFormat:
        return _big_endian("I", font.reader["loca"])
    return array("I", (offset * 2 for offset in _big_endian("H", font.reader["loca"])))


def _big_endian(typecode: str, raw: bytes) -> "array[int]":
    numbers = array(typecode, raw)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
