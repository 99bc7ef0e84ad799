"""The page that documents are set on: A4, one typeface with Latin, Greek and Cyrillic, and the pieces to set."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

FONTS = Path(__file__).parent / "fonts"
FAMILY = "NotoSans"
MARGIN = 18.0
TEXT, QUIET, LINE, ACCENT, SHADE = (30, 34, 40), (105, 112, 122), (205, 210, 216), (22, 62, 102), (244, 246, 248)
"""Colors in red, green and blue."""
ALERT = (168, 50, 30)
MISSING = "\ufffd"


class Alert(str):
    """A cell of a table that somebody has to look at."""

    __slots__ = ()


class Page(FPDF):
    """A document that grows downwards. The same content makes the same bytes."""

    def __init__(self, title: str, footer: str, page_word: str, made_at: datetime) -> None:
        super().__init__(format="A4")
        self._footer, self._page_word = footer, page_word
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.add_font(FAMILY, style, FONTS / f"NotoSans-{name}.ttf")
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN + 6)
        self.set_title(title)
        self.set_creation_date(made_at)
        self.set_producer("Makegood")
        self.alias_nb_pages("{pages}")

    def file_id(self) -> str | None:
        """No random id."""
        return None

    def footer(self) -> None:
        """What the document is, and which page of how many."""
        self.set_y(-MARGIN)
        self.font(7.5, color=QUIET)
        half = self.epw / 2
        self.cell(half, 5, self.shown(self._footer))
        self.cell(half, 5, f"{self._page_word} {self.page_no()} / {{pages}}", align="R")

    def font(self, size: float, *, bold: bool = False, color: tuple[int, int, int] = TEXT) -> None:
        """Set in this size (points), weight and color from now on."""
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(*color)

    def shown(self, text: str) -> str:
        """The text as this typeface can show it; what it lacks is marked."""
        known = self._glyphs
        return "".join(one if one == "\n" or ord(one) in known else MISSING for one in text.replace("\t", " "))

    @cached_property
    def _glyphs(self) -> frozenset[int]:
        return frozenset(self.fonts[FAMILY.lower()].cmap)  # type: ignore[union-attr]

    def chapter(self, name: str) -> None:
        """A heading with a line under it, which stays with what follows, and an entry in the outline."""
        if self.will_page_break(48):  # the head of a table and its first row, of up to four lines
            self.add_page()
        self.ln(7)
        self.start_section(name)
        self.font(13, bold=True, color=ACCENT)
        self.cell(0, 7, self.shown(name), new_x="LMARGIN", new_y="NEXT")
        self.set_draw_color(*LINE)
        self.set_line_width(0.3)
        self.line(self.l_margin, self.get_y() + 0.5, self.w - self.r_margin, self.get_y() + 0.5)
        self.ln(3)

    def heading(self, name: str) -> None:
        """A smaller heading, which stays with what follows."""
        if self.will_page_break(22):
            self.add_page()
        self.ln(1.5)
        self.font(10, bold=True)
        self.multi_cell(0, 5.5, self.shown(name), align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(0.5)

    def paragraph(self, text: str, *, color: tuple[int, int, int] = TEXT, size: float = 9) -> None:
        """Running text."""
        self.font(size, color=color)
        self.multi_cell(0, size * 0.52, self.shown(text), align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(1)

    def facts(self, rows: Sequence[tuple[str, str | None]]) -> None:
        """Labels with their values; what has no value is left out."""
        width = 46.0
        for label, value in rows:
            if not value:
                continue
            if self.will_page_break(6):
                self.add_page()
            self.font(9, color=QUIET)
            self.cell(width, 5, self.shown(label))
            self.font(9)
            self.multi_cell(self.epw - width, 5, self.shown(value), align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(1)

    def listing(
        self, heads: Sequence[str], widths: Sequence[float], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()
    ) -> None:
        """A table whose heads stand on every page; `widths` are shares, `right` the columns of numbers."""
        self.font(8)
        self.set_fill_color(255)
        self.set_draw_color(*LINE)
        self.set_line_width(0.2)
        aligned = tuple("RIGHT" if place in right else "LEFT" for place in range(len(heads)))
        with self.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            col_widths=tuple(widths),
            headings_style=FontFace(family=FAMILY, emphasis="BOLD", size_pt=8, color=QUIET, fill_color=SHADE),
            line_height=4.4,
            padding=(0.9, 1.2),
            text_align=aligned,
        ) as table:
            for row in (heads, *rows):
                cells = table.row()
                for cell in row:
                    style = FontFace(emphasis="BOLD", color=ALERT) if isinstance(cell, Alert) else None
                    cells.cell(self.shown(cell), style=style)
        self.ln(2)

    def numbered(self, texts: Sequence[str]) -> None:
        """A list of steps; each stays on one page as far as it fits."""
        width = 7.0
        for place, text in enumerate(texts, 1):
            if self.will_page_break(10):
                self.add_page()
            self.font(9, bold=True, color=ACCENT)
            self.cell(width, 4.8, f"{place}.")
            self.font(9)
            self.multi_cell(self.epw - width, 4.8, self.shown(text), align="L", new_x="LMARGIN", new_y="NEXT")
            self.ln(0.8)
        self.ln(1)
