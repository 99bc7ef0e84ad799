"""`python -m services.dev.recoveries` writes deploy/recoveries.md from the rules; `--check` only compares."""

import sys
from collections.abc import Iterator
from pathlib import Path

from services.core.money import Money
from services.core.recoveries.rules.book import counterparties, written_rates
from services.core.recoveries.rules.model import Counterparty, Liability, Rule, Window
from services.core.recoveries.rules.terms import Scope

FILE = Path(__file__).resolve().parents[2] / "deploy" / "recoveries.md"

HEAD = """\
# Who pays for a parcel that went wrong

For whoever claims money back. Written by `python -m services.dev.recoveries` from the files in
`services/core/recoveries/rules/counterparties`; correct a rule there.

The conditions of carriers and insurers change, and many are not published. **Confidence** says how well a rule is
known: **A** the vendor's own specification, **B** its help pages or terms, **C** somebody else's page, **U** nobody's:
a guess on the safe side. Read the current terms before you rely on a C or a U.

Days begin and end at midnight where the counterparty is; working days leave out its weekends and public holidays. A
moment that nobody told is assumed on the safe side: Makegood says so, and closes no way to the money because of it.
"""


def text() -> str:
    """The document as the rules are now."""
    parties = counterparties()
    lines = [HEAD, "## Where it is claimed", ""]
    lines += _table(("Counterparty", "Where and how", "Language", "By program", "Excludes"), map(_where, parties))
    lines += ["", "## What, and until when", ""]
    titles = ("Counterparty", "For", "Window", "Pays at most", "Documents", "Who may ask", "Source", "Confidence")
    lines += _table(titles, (_rule(party, rule) for party in parties for rule in party.rules))
    rates = written_rates()
    worth = ", ".join(f"{code} {1 / rate:.4f}" for code, rate in rates.sdr.items())
    lines += [
        "",
        "## Limits by weight",
        "",
        f"One special drawing right (SDR) was worth {worth}.",
        f"Source: {rates.source}. These rates count until newer ones are written to",
        "`services/core/recoveries/rules/rates.toml`.",
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str], place: Path = FILE) -> int:
    """Write the file, or compare it; the exit status."""
    current = text()
    if "--check" not in arguments:
        place.write_text(current)
    elif not place.exists() or place.read_text() != current:
        sys.stderr.write(f"{place.name} is stale; run `python -m services.dev.recoveries`.\n")
        return 1
    return 0


def _table(titles: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> list[str]:
    lines = [titles, tuple("---" for _ in titles), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]


def _where(party: Counterparty) -> tuple[str, ...]:
    filing = party.filing
    places = [f"[{filing.url.removeprefix('https://')}]({filing.url})"] if filing.url else []
    places += [place for place in (filing.email, filing.address) if place]
    excludes = ", ".join(f"{kind.value.lower()}s" for kind in party.excludes)
    return party.name, "<br>".join([*places, filing.how]), filing.language, "yes" if party.api else "", excludes


def _rule(party: Counterparty, rule: Rule) -> tuple[str, ...]:
    who = rule.claimant.value.lower().replace("_", " ")
    documents = ", ".join(document.value.lower().replace("_", " ") for document in rule.documents)
    source = "<br>".join(filter(None, (rule.source, rule.note)))
    return party.name, _what(rule), _window(rule), _limit(rule), documents, who, source, rule.confidence.value


def _what(rule: Rule) -> str:
    perils = ", ".join(peril.value.lower().replace("_", " ") for peril in rule.perils)
    lane = rule.lane
    way = [lane.scope.value.lower()] if lane.scope is not Scope.ANY else []
    way += [f"from {_countries(lane.origins)}"] if lane.origins else []
    way += [f"to {_countries(lane.destinations)}"] if lane.destinations else []
    way += [f"by {' or '.join(rule.services)}"] if rule.services else []
    return "<br>".join(filter(None, (perils, " ".join(way))))


def _countries(codes: tuple[str, ...]) -> str:
    return ", ".join(codes) if len(codes) < 4 else f"{len(codes)} countries of Europe"


def _window(rule: Rule) -> str:
    window = rule.window
    words = [f"from {window.opens}"] if window.opens else ["at once"]
    words += [f"report within {window.notice}{_late(window)}"] if window.notice else []
    words.append(f"file within {window.file}" if window.file else "until when is not published")
    words += [f"appeal within {rule.appeal}"] if rule.appeal else []
    words += [f"decided within {rule.decision}"] if rule.decision else []
    return "<br>".join(words)


def _late(window: Window) -> str:
    late = window.after_hours
    return f", or by {late.until:%H:%M} on the next working day from {late.after:%H:%M}" if late else ""


def _limit(rule: Rule) -> str:
    price = rule.basis.value.lower() + (" price" if rule.basis.value != "FREIGHT" else " paid")
    words = [price + (" with VAT" if rule.with_vat else " without VAT"), _liability(rule.liability)]
    words += [f"nothing below {_money(rule.minimum)}"] if rule.minimum else []
    words += [f"not: {', '.join(rule.exclusions)}"] if rule.exclusions else []
    words += ["only with an acceptance scan"] if rule.needs_acceptance else []
    words += ["repaid when it is found"] if rule.repaid_when_found else []
    return "<br>".join(words)


def _liability(liability: Liability) -> str:
    if liability.limit:
        words = _money(liability.limit) + (" included with some plans" if liability.included else "")
    elif liability.sdr_per_kg:
        words = f"{liability.sdr_per_kg} SDR for a kilogram"
    else:
        words = "what was insured"
    return words + (f", up to {_money(liability.declarable)} by value bought" if liability.declarable else "")


def _money(money: Money) -> str:
    return f"{money.amount:,} {money.currency_code}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
