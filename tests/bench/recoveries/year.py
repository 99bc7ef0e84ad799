"""`make bench ONLY=recoveries`: money that is lost by being late, with and without the deadlines watched."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from tests.bench.recoveries import assumptions as assumed
from tests.bench.recoveries.offices import LATE, Office, paid
from tests.bench.recoveries.picture import draw
from tests.bench.recoveries.world import Mishap, mishaps
from tests.bench.report import FOLDER, Row, publish

Sums = dict[str, Decimal]


@dataclass
class Years:
    """Everything that is added up, in CURRENCY; sums by who pays most of a loss to somebody who is never late."""

    losses: int = 0
    worth: Decimal = Decimal(0)
    could: Sums = field(default_factory=lambda: defaultdict(Decimal))
    lost: dict[Office, Sums] = field(default_factory=lambda: {office: defaultdict(Decimal) for office in LATE})

    def add(self, mishap: Mishap) -> None:
        """Let each office see to one loss."""
        loss = mishap.situation.loss
        self.losses += 1
        self.worth += mishap.situation.rates.convert(loss.sales, assumed.CURRENCY) or Decimal(0)
        prompt = paid(mishap, Office.PROMPT)
        if not prompt:
            return
        payer, most = max(prompt.items(), key=lambda item: item[1]), sum(prompt.values(), Decimal(0))
        self.could[payer[0]] += most
        for office in LATE:
            self.lost[office][payer[0]] += most - sum(paid(mishap, office).values(), Decimal(0))


async def measure() -> None:
    """Simulate the years, print them, and draw them."""
    print("\n".join(f"  {line}" for line in assumed.told()))
    years = Years()
    for year in range(assumed.YEARS):
        for mishap in mishaps(assumed.SEED + year):
            years.add(mishap)
    publish("recoveries", [*_totals(years), *_by_counterparty(years)])
    place = FOLDER / "recoveries.svg"
    place.write_text(draw(years.could, years.lost, years.worth, years.losses))
    print(f"drawn in {place}")


def _totals(years: Years) -> list[Row]:
    could = sum(years.could.values(), Decimal(0))
    totals = {office: sum(years.lost[office].values(), Decimal(0)) for office in LATE}
    return [
        Row("parcels that went wrong", years.losses / assumed.YEARS, "a year", "", None, assumed.YEARS),
        _row("their value", years.worth),
        _row("to be had by who is never late", could, "their value", years.worth),
        *(_row(f"lost, {office.value}", total, "to be had", could) for office, total in totals.items()),
    ]


def _by_counterparty(years: Years) -> list[Row]:
    costliest = sorted(years.could, key=lambda key: -years.lost[Office.UNWATCHED][key])
    return [
        _row(f"{key} {office.value}", years.lost[office][key], f"{key}, to be had", years.could[key])
        for key in costliest
        for office in LATE
    ]


def _row(name: str, total: Decimal, beside: str = "", to: Decimal | None = None) -> Row:
    """The mean of a year; the ratio is that of all years together."""
    ratio = round(float(total / to), 3) if to else None
    return Row(name, round(float(total / assumed.YEARS), 2), assumed.CURRENCY, beside, ratio, assumed.YEARS)
