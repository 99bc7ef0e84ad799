"""Draws what being late costs, by who would have paid, readable on a light page and on a dark one."""

from collections.abc import Mapping
from decimal import Decimal
from html import escape

from services.core.recoveries.rules.book import counterparties
from tests.bench.recoveries.assumptions import CURRENCY, PARCELS, YEARS
from tests.bench.recoveries.offices import LATE, Office

WIDTH, EDGE, LEFT, RIGHT, BAR, GAP = 900, 28, 264, 130, 14, 14
STEP = len(LATE) * BAR + GAP
KINDS = {Office.UNWATCHED: "bar", Office.WATCHED: "ours", Office.AUTOMATIC: "best"}
WORDS = {
    Office.UNWATCHED: "nobody watches the deadlines",
    Office.WATCHED: "alarms before each deadline",
    Office.AUTOMATIC: "alarms, and filed by program",
}

Sums = Mapping[str, Decimal]

# it brings its own page, as a picture is not told on which it stands
STYLE = """
  text { font: 13px system-ui, "DejaVu Sans", sans-serif; fill: #1f2328 }
  .title { font-size: 18px; font-weight: 600 }
  .small { font-size: 11px; fill: #59636e }
  .figure { font-size: 26px; font-weight: 600 }
  .page { fill: #ffffff }
  .rule { stroke: #d1d9e0; stroke-width: 1 }
  .bar { fill: #afb8c1 }
  .ours { fill: #54aeff }
  .best { fill: #0550ae }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .small { fill: #9198a1 }
    .page { fill: #0d1117 }
    .rule { stroke: #3d444d }
    .bar { fill: #59636e }
    .ours { fill: #4493f8 }
    .best { fill: #a5d6ff }
  }
"""


def draw(could: Sums, lost: Mapping[Office, Sums], worth: Decimal, losses: int) -> str:
    """The picture: three totals on top, below them three bars for each counterparty, the costliest first."""
    to_be_had = sum(could.values(), Decimal(0))
    number = f"{losses / YEARS:,.0f} of them lost, stolen, damaged or incomplete"
    went_wrong = f"A year of {PARCELS:,} parcels, {number}, which were worth {_money(worth)}."
    parts = [
        _text(EDGE, EDGE + 14, "Money lost by filing late", "title"),
        _text(EDGE, EDGE + 36, went_wrong, "small"),
        _text(EDGE, EDGE + 52, f"Whoever is never late has {_money(to_be_had)} of it paid back.", "small"),
    ]
    parts += _totals(lost, to_be_had, EDGE + 74)
    names = sorted(could, key=lambda name: -lost[Office.UNWATCHED][name])
    parts += _bars(lost, names, could, EDGE + 160)
    height = EDGE + 160 + len(names) * STEP + 30
    parts.append(
        _text(EDGE, height - 16, f"Simulated: the mean of {YEARS} years through the router and its clocks.", "small")
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
    page = f'<rect class="page" width="{WIDTH}" height="{height}" rx="6"/>'
    return (
        "\n".join([head, "<title>Money lost by filing late</title>", f"<style>{STYLE}</style>", page, *parts, "</svg>"])
        + "\n"
    )


def _totals(lost: Mapping[Office, Sums], to_be_had: Decimal, top: int) -> list[str]:
    parts, width = [], (WIDTH - 2 * EDGE) / len(KINDS)
    for place, (office, kind) in enumerate(KINDS.items()):
        x, total = EDGE + place * width, sum(lost[office].values(), Decimal(0))
        parts.append(f'<rect class="{kind}" x="{x:.1f}" y="{top + 8}" width="5" height="46" rx="2"/>')
        parts.append(_text(x + 15, top + 29, _money(total), "figure"))
        parts.append(_text(x + 15, top + 50, f"{WORDS[office]}: {total / to_be_had:.0%} lost", "small"))
    return parts


def _bars(lost: Mapping[Office, Sums], names: list[str], could: Sums, top: int) -> list[str]:
    known = {party.key: party.name for party in counterparties()}
    widest = max(lost[office][name] for office in KINDS for name in names)
    parts = [f'<path class="rule" d="M{LEFT} {top - 6}V{top + len(names) * STEP - GAP + 6}"/>']
    for name in names:
        parts.append(_text(LEFT - 12, top + 17, escape(known[name]), "label", 'text-anchor="end"'))
        parts.append(_text(LEFT - 12, top + 33, f"{_money(could[name])} to be had", "small", 'text-anchor="end"'))
        for office, kind in KINDS.items():
            value = lost[office][name]
            length = float(value / widest) * (WIDTH - LEFT - RIGHT)
            parts.append(
                f'<rect class="{kind}" x="{LEFT}" y="{top}" width="{length:.1f}" height="{BAR - 1}" rx="1.5"/>'
            )
            share = value / could[name] if could[name] else Decimal(0)
            parts.append(_text(LEFT + length + 8, top + BAR - 3, f"{_money(value)}, {share:.0%}", "small"))
            top += BAR
        top += GAP
    return parts


def _text(x: float, y: float, words: str, kind: str = "value", more: str = "") -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y}" {more}>{words}</text>'


def _money(amount: Decimal) -> str:
    return f"{amount / YEARS:,.0f} {CURRENCY}"
