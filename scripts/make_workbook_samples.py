"""Make the three sample workbooks with LibreOffice, and LibreOffice's own PDF of each.

The importer is tested on what a spreadsheet program writes, not on what our own library writes.
Run with the Python that has LibreOffice's ``uno`` (Debian: ``apt-get install
libreoffice-calc-nogui python3-uno``), fonts IPAex and Liberation installed::

    /usr/bin/python3 scripts/make_workbook_samples.py fixtures/workbooks
"""

import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.table import BorderLine2  # type: ignore[import-not-found]

HAIR, THIN, MEDIUM, THICK = 2, 26, 71, 106  # hundredths of a millimetre, as LibreOffice has them
SOLID, DOTTED, DASHED, DOUBLE = 0, 1, 2, 3
ALIGN = {"left": "LEFT", "center": "CENTER", "right": "RIGHT", "equal": "BLOCK"}
GREY = 0xE7E6E6


class Sheet:
    """A sheet that is drawn cell by cell; widths and heights in millimetres."""

    def __init__(self, document: Any, title: str, font: str, size: float) -> None:
        self.document = document
        self.sheet = document.Sheets.getByIndex(0)
        self.sheet.Name = title
        default = document.StyleFamilies.getByName("CellStyles").getByName("Default")
        default.CharFontName = default.CharFontNameAsian = font
        default.CharHeight = default.CharHeightAsian = size
        self.page = document.StyleFamilies.getByName("PageStyles").getByName("Default")
        self.page.HeaderIsOn = self.page.FooterIsOn = False

    def paper(self, width: float, height: float, margins: tuple[float, ...], **more: Any) -> None:
        """Size, margins (left, top, right, bottom) and further properties of the page."""
        self.page.IsLandscape = width > height
        self.page.Width, self.page.Height = int(width * 100), int(height * 100)
        for name, value in zip(("Left", "Top", "Right", "Bottom"), margins, strict=True):
            setattr(self.page, f"{name}Margin", int(value * 100))
        for name, value in more.items():
            setattr(self.page, name, value)

    def columns(self, widths: list[float]) -> None:
        for index, width in enumerate(widths):
            self.sheet.Columns.getByIndex(index).Width = int(width * 100)

    def rows(self, heights: list[float]) -> None:
        for index, height in enumerate(heights):
            row = self.sheet.Rows.getByIndex(index)
            row.OptimalHeight = False
            row.Height = int(height * 100)

    def put(self, where: str, text: str = "", line: int = 0, **look: Any) -> Any:
        """A cell or merged cells with a text, a frame and a look."""
        cells = self.sheet.getCellRangeByName(where)
        if ":" in where and look.pop("merge", True):
            cells.merge(True)
        if text:
            cells.getCellByPosition(0, 0).setString(text)
        if line:
            self.frame(where, line)
        align, vertical = look.pop("align", None), look.pop("valign", "CENTER")
        if align:
            cells.HoriJustify = uno.Enum("com.sun.star.table.CellHoriJustify", ALIGN[align])
            cells.HoriJustifyMethod = 1 if align == "equal" else 0
        cells.VertJustify = {"CENTER": 2, "TOP": 1, "BOTTOM": 3}[vertical]
        names = {"size": ("CharHeight", "CharHeightAsian"), "fill": ("CellBackColor",)}
        names |= {"font": ("CharFontName", "CharFontNameAsian"), "wrap": ("IsTextWrapped",)}
        names |= {"bold": ("CharWeight", "CharWeightAsian"), "shrink": ("ShrinkToFit",)}
        for key, value in look.items():
            for name in names[key]:
                setattr(cells, name, 150.0 if key == "bold" else value)
        return cells

    def frame(self, where: str, width: int, sides: str = "LTRB", style: int = SOLID) -> None:
        """Lines along the sides of a range."""
        cells = self.sheet.getCellRangeByName(where)
        border = cells.TableBorder2
        for side, name in zip("LTRB", ("Left", "Top", "Right", "Bottom"), strict=True):
            if side in sides:
                setattr(border, f"{name}Line", self.line(width, style))
                setattr(border, f"Is{name}LineValid", True)
        cells.TableBorder2 = border

    def grid(self, where: str, width: int, style: int = SOLID) -> None:
        """Lines between all cells of a range."""
        cells = self.sheet.getCellRangeByName(where)
        border = cells.TableBorder2
        for name in ("Left", "Top", "Right", "Bottom", "Horizontal", "Vertical"):
            setattr(border, f"{name}Line", self.line(width, style))
            setattr(border, f"Is{name}LineValid", True)
        cells.TableBorder2 = border

    def line(self, width: int, style: int) -> Any:
        line = BorderLine2()
        line.LineStyle, line.LineWidth, line.OuterLineWidth = style, width, width
        if style == DOUBLE:
            line.OuterLineWidth = line.InnerLineWidth = 26
            line.LineDistance, line.LineWidth = 35, 87
        return line

    def print_range(self, where: str) -> None:
        self.sheet.setPrintAreas((self.sheet.getCellRangeByName(where).RangeAddress,))


def name_of(column: int) -> str:
    """The letters of a column, from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def at(column: int, row: int, width: int, height: int) -> str:
    """A range of the grid: its first column and row (from 0), how many of each."""
    return f"{name_of(column)}{row + 1}:{name_of(column + width - 1)}{row + height}"


def grid_paper(document: Any) -> None:
    """方眼紙: sixty narrow columns, every field made of merged cells."""
    s = Sheet(document, "住民異動届", "IPAexゴシック", 10)
    s.paper(210, 297, (12, 12, 12, 10), CenterHorizontally=True)
    s.columns([3.0] * 60)
    s.rows([4.5] * 58)
    s.put(at(15, 0, 30, 3), "住　民　異　動　届", size=18, font="IPAex明朝", align="center")
    s.put(at(0, 3, 20, 1), "（宛先）みどり野市長", size=9)
    s.put(at(34, 3, 8, 2), "届　出　日", line=THIN, align="center", fill=GREY)
    s.put(at(42, 3, 18, 2), "令和　　年　　月　　日", line=THIN, align="right")
    s.put(at(34, 5, 8, 2), "異　動　日", line=THIN, align="center", fill=GREY)
    s.put(at(42, 5, 18, 2), "令和　　年　　月　　日", line=THIN, align="right")
    s.put(at(0, 5, 10, 2), "異動の種類", line=THIN, align="center", fill=GREY)
    s.put(at(10, 5, 22, 2), "□転入　□転居　□転出", line=THIN)
    s.put(at(0, 8, 3, 8), "届\n出\n人", line=THIN, align="center", fill=GREY, wrap=True)
    s.put(at(3, 8, 7, 2), "フリガナ", line=THIN, align="center", size=8)
    s.put(at(10, 8, 24, 2), "", line=THIN)
    s.put(at(34, 8, 8, 2), "生年月日", line=THIN, align="center", size=9)
    s.put(at(42, 8, 18, 2), "昭和・平成・令和　　年　　月　　日", line=THIN, size=8)
    s.put(at(3, 10, 7, 3), "氏　　名", line=THIN, align="center")
    s.put(at(10, 10, 24, 3), "", line=THIN)
    s.put(at(34, 10, 8, 3), "電話番号", line=THIN, align="center", size=9)
    s.put(at(42, 10, 18, 3), "", line=THIN)
    s.put(at(3, 13, 7, 3), "住　　所", line=THIN, align="center")
    s.put(at(10, 13, 50, 3), "", line=THIN)
    s.frame(at(0, 8, 60, 8), MEDIUM)
    s.put(at(0, 17, 10, 3), "新しい住所", line=THIN, align="center", fill=GREY)
    s.put(at(10, 17, 32, 3), "", line=THIN)
    s.put(at(42, 17, 6, 3), "世帯主", line=THIN, align="center", size=9)
    s.put(at(48, 17, 12, 3), "", line=THIN)
    s.put(at(0, 20, 10, 3), "これまでの住所", line=THIN, align="center", size=9, fill=GREY)
    s.put(at(10, 20, 32, 3), "", line=THIN)
    s.put(at(42, 20, 6, 3), "世帯主", line=THIN, align="center", size=9)
    s.put(at(48, 20, 12, 3), "", line=THIN)
    s.put(at(0, 24, 10, 2), "郵便番号", line=THIN, align="center", fill=GREY)
    for index in range(7):
        s.put(at(10 + 2 * index, 24, 2, 2), "", line=THIN)
    s.put(at(0, 27, 60, 1), "異動する人", size=9, bold=True)
    heads = [("氏　名", 16), ("生年月日", 14), ("性別", 6), ("続柄", 8), ("個人番号", 16)]
    column = 0
    for head, width in heads:
        s.put(at(column, 28, width, 2), head, line=THIN, align="center", fill=GREY, size=9)
        for row in range(4):
            s.put(at(column, 30 + 3 * row, width, 3), "", line=THIN)
        column += width
    s.frame(at(0, 28, 60, 14), MEDIUM)
    s.frame(at(0, 28, 60, 2), THIN, "B", DOUBLE)
    s.put(at(0, 44, 60, 1), "※ 太枠の中を記入してください。", size=8)
    s.frame(at(0, 47, 60, 1), THIN, "B", DASHED)
    s.put(at(0, 49, 10, 2), "受付番号", line=HAIR, align="center", size=8)
    s.put(at(10, 49, 20, 2), "", line=HAIR)
    s.print_range(at(0, 0, 60, 58))


def plain_columns(document: Any) -> None:
    """Ordinary columns of differing width, merged cells, a frame about each part."""
    s = Sheet(document, "申請書", "Liberation Sans", 11)
    s.paper(210, 297, (18, 19, 18, 19))
    s.columns([9.0, 26.0, 45.0, 25.0, 27.0, 36.0])
    s.rows([9, 12, 6, 8, 8, 9, 13, 11, 11, 6, 9, 9, 9, 9, 9, 6, 10, 10, 20])
    s.put("A1:F1", "様式第３号", size=9)
    s.put("A2:F2", "税務証明交付申請書", size=18, font="IPAexGothic", align="center", bold=True)
    s.put("E4", "申請日", align="right")
    s.put("F4", "令和　年　月　日", align="right")
    s.frame("F4", HAIR, "B")
    s.put("A6:A9", "申請者", line=THIN, align="center", wrap=True, fill=GREY)
    s.put("B6", "フリガナ", line=THIN, size=8)
    s.put("C6:D6", "", line=THIN)
    s.put("E6", "生年月日", line=THIN, align="center")
    s.put("F6", "　　年　　月　　日", line=THIN)
    s.put("B7", "氏　名", line=THIN, font="IPAexMincho")
    s.put("C7:D7", "", line=THIN)
    s.put("E7", "電話", line=THIN, align="center")
    s.put("F7", "", line=THIN)
    s.put("B8", "住　所", line=THIN)
    s.put("C8:F8", "", line=THIN)
    s.put("B9", "代理人氏名", line=THIN, shrink=True)
    s.put("C9:F9", "", line=THIN)
    s.put("A11:B11", "必要な証明", line=THIN, fill=GREY)
    s.put("C11", "証明する年度", line=THIN, fill=GREY, align="center")
    s.put("D11", "通数", line=THIN, fill=GREY, align="center")
    s.put("E11:F11", "使用目的", line=THIN, fill=GREY, align="center")
    s.put("A12:B12", "所得・課税証明書", line=THIN, size=9)
    for place in ("C12", "D12", "E12:F12"):
        s.put(place, "", line=THIN)
    s.put("A13:B13", "提出先", line=THIN, fill=GREY)
    s.put("C13:F13", "", line=THIN)
    s.put("A14:B14", "請求する人", line=THIN, fill=GREY)
    s.put("C14:F14", "本人・同一世帯の人・代理人", line=THIN, align="center")
    s.frame("A11:F14", MEDIUM)
    s.put("A17:B17", "受付番号", line=THIN, size=9)
    s.put("C17", "", line=THIN)
    s.put("A18:B18", "手数料", line=THIN, size=9)
    fee = s.put("C18", "", line=THIN)
    fee.getCellByPosition(0, 0).setFormula("=3*100")
    s.put(
        "A19:F19",
        "注意　代理人が申請するときは委任状が必要です。\n本人確認書類を提示してください。",
        size=8,
        wrap=True,
        valign="TOP",
    )
    s.frame("A19:F19", THIN, "LTRB", DOTTED)
    s.print_range("A1:F19")


def labels_above(document: Any) -> None:
    """Small labels above the places to write in; fitted to the width of the paper."""
    s = Sheet(document, "印鑑登録", "IPAex明朝", 11)
    s.paper(210, 297, (15, 15, 15, 15), ScaleToPagesX=1, ScaleToPagesY=0, CenterHorizontally=True)
    s.columns([42.0, 42.0, 42.0, 42.0, 42.0])
    s.rows([14, 8, 5, 11, 5, 13, 5, 13, 5, 11, 7, 5, 12, 5, 12, 9, 5, 12])
    s.put("A1:E1", "印鑑登録申請書", size=20, align="equal")
    s.put("D2:E2", "令和　　年　　月　　日", align="right")
    pairs = [
        ("A3:C3", "ふりがな", "A4:C4", ""),
        ("D3:E3", "生年月日", "D4:E4", "大正・昭和・平成・令和　　年　　月　　日"),
        ("A5:C5", "氏名（自署）", "A6:C6", ""),
        ("D5:E5", "電話番号（日中の連絡先）", "D6:E6", ""),
        ("A7:E7", "住所", "A8:E8", ""),
        ("A9:A9", "性別", "A10:A10", "男・女"),
        ("B9:C9", "登録する旧氏又は通称", "B10:C10", ""),
        ("D9:E9", "届出の理由", "D10:E10", "□新規登録　□改印"),
    ]
    for label_at, label, place, text in pairs:
        s.put(label_at, label, size=8, valign="TOP")
        s.put(place, text, align="center" if text else None)
        whole = f"{label_at.split(':')[0]}:{place.split(':')[1]}"
        s.frame(whole, THIN)
    s.put("A11:E11", "代理人が申請する場合", size=10, bold=True, valign="BOTTOM")
    more = [
        ("A12:C12", "代理人の氏名", "A13:C13"),
        ("D12:E12", "代理人の生年月日", "D13:E13"),
        ("A14:E14", "代理人の住所", "A15:E15"),
    ]
    for label_at, label, place in more:
        s.put(label_at, label, size=8, valign="TOP")
        s.put(place, "")
        s.frame(f"{label_at.split(':')[0]}:{place.split(':')[1]}", THIN)
    s.frame("A3:E10", THICK)
    s.put("A16:E16", "市役所記入欄", size=9, valign="BOTTOM")
    s.put("A17", "受付番号", size=8, valign="TOP")
    s.put("A18", "")
    s.frame("A17:A18", HAIR)
    s.put("B17:C17", "備考", size=8, valign="TOP")
    s.put("B18:C18", "")
    s.frame("B17:C18", HAIR)
    s.print_range("A1:E18")


SAMPLES = {"grid": grid_paper, "columns": plain_columns, "labels_above": labels_above}


def option(name: str, value: Any) -> Any:
    """A named argument as LibreOffice takes it."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(port: int) -> Any:
    """LibreOffice's desktop, once it listens."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(120):
        try:
            context = resolver.resolve(
                f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext"
            )
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not start")


def make(desktop: Any, name: str, folder: Path) -> None:
    """Draw a sheet, save it as .xlsx, open that again and print it to PDF."""
    hidden = (option("Hidden", True),)
    workbook, printed = ((folder / f"{name}{end}").as_uri() for end in (".xlsx", ".pdf"))
    document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, hidden)
    SAMPLES[name](document)
    document.storeToURL(workbook, (option("FilterName", "Calc MS Excel 2007 XML"),))
    document.close(True)
    document = desktop.loadComponentFromURL(workbook, "_blank", 0, hidden)
    document.storeToURL(printed, (option("FilterName", "calc_pdf_Export"),))
    document.close(True)


def main() -> None:
    """Start LibreOffice, make the samples, end it."""
    folder = Path(sys.argv[1]).resolve()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                f"-env:UserInstallation={Path(profile).as_uri()}",
                f"--accept=socket,host=127.0.0.1,port={port};urp;",
            ]
        )
        try:
            desktop = connected(port)
            for name in SAMPLES:
                make(desktop, name, folder)
            desktop.terminate()
        finally:
            office.wait(30)


if __name__ == "__main__":
    main()
