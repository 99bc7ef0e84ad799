"""What a bench says: a table for people, the same rows as JSON for machines."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

FOLDER = Path(__file__).resolve().parents[2] / "build" / "reports"


@dataclass(frozen=True)
class Row:
    """One figure. `beside` names what stood beside it; `ratio` is ours to it, the median of the rounds' own ratios."""

    name: str
    value: float
    unit: str
    beside: str
    ratio: float | None
    rounds: int


def compared(name: str, unit: str, ours: Sequence[float], beside: str, theirs: Sequence[float]) -> Row:
    """Rounds of ours and of the neighbor's, taken in turns, as one row."""
    ratio = median(our / their for our, their in zip(ours, theirs, strict=True))
    return Row(name, round(median(ours), 3), unit, beside, round(ratio, 3), len(ours))


def alone(name: str, unit: str, values: Sequence[float], beside: str = "") -> Row:
    """A neighbor's own figure, or one that has no neighbor."""
    return Row(name, round(median(values), 3), unit, beside, None, len(values))


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def publish(name: str, rows: Sequence[Row]) -> None:
    """Print the rows and write build/reports/<name>.json."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n")
    print(f"\n{name}\n{'figure':<34} {'value':>12} {'unit':<8} {'ratio':>8}  beside")
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.3f}"
        print(f"{row.name:<34} {row.value:>12,.3f} {row.unit:<8} {ratio:>8}  {row.beside} ({row.rounds} rounds)")
