"""Draws the figures of `make bench ONLY=reads` as bars, readable on a light page and on a dark one."""

from pathlib import Path
from statistics import median

from tests.bench.reads.contenders import HAND_WRITTEN, OURS
from tests.bench.reads.turns import SIZES, Rates

FILE = Path(__file__).resolve().parents[1] / "reads.svg"
WIDTH, EDGE, LEFT, RIGHT, LINE = 720, 20, 150, 90, 26
LABELS = {
    OURS: "Makegood",
    HAND_WRITTEN: "hand-written SQL",
    "strawberry": "Strawberry",
    "yoga": "Yoga",
    "mercurius": "Mercurius",
    "postgraphile": "PostGraphile",
}

# it brings its own page, as a picture is not told on which it stands
STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600 }
  .small { font-size: 11px; fill: #59636e }
  .page { fill: #ffffff }
  .bar { fill: #afb8c1 }
  .ours { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .small { fill: #9198a1 }
    .page { fill: #0d1117 }
    .bar { fill: #59636e }
    .ours { fill: #4493f8 }
  }
"""


def draw(rates: Rates, caption: str) -> None:
    """Write the picture: for each size of page a bar for each contender, as long as its median is high."""
    parts: list[str] = []
    top = EDGE
    for first in SIZES:
        parts.append(_text(EDGE, top + 12, _page(first), "title"))
        top += 26
        highest = max(median(rates[name, first]) for name in LABELS)
        for name, label in LABELS.items():
            value = median(rates[name, first])
            length = max(value / highest * (WIDTH - LEFT - RIGHT), 1)
            parts.append(_text(LEFT - 8, top + 14, label, "label", 'text-anchor="end"'))
            kind = "ours" if name == OURS else "bar"
            parts.append(f'<rect class="{kind}" x="{LEFT}" y="{top}" width="{length:.1f}" height="{LINE - 6}" rx="2"/>')
            parts.append(_text(LEFT + length + 8, top + 14, f"{value:,.0f}"))
            top += LINE
        top += 16
    parts.append(_text(EDGE, top + 8, caption, "small"))
    height = top + 8 + EDGE
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
    page = f'<rect class="page" width="{WIDTH}" height="{height}" rx="6"/>'
    lines = [head, "<title>Pages of claims a second</title>", f"<style>{STYLE}</style>", page, *parts, "</svg>"]
    FILE.write_text("\n".join(lines) + "\n")


def _text(x: float, y: float, words: str, kind: str = "value", more: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y}" {more}>{words}</text>'


def _page(first: int) -> str:
    what = "one claim" if first == 1 else f"{first} claims"
    return f"Pages a second, each of {what} with parcel, scans and items"
