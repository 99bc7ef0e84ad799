"""Which language a customer is written to in, the texts that come with Makegood, and how its words and dates look."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.languages import get_official_languages
from babel.numbers import format_currency

from services.core.claims.model import EvidenceKind
from services.core.correspondence.model import Template, TemplateKey

LAST = "en"
_TEXTS = Path(__file__).with_name("texts")

EVIDENCE: dict[str, dict[EvidenceKind, str]] = {
    "en": {
        EvidenceKind.PHOTO: "photos of the parcel and of what was in it",
        EvidenceKind.INVOICE: "a receipt or an invoice",
        EvidenceKind.NON_RECEIPT_DECLARATION: "a signed declaration that you have not received the parcel",
        EvidenceKind.CORRESPONDENCE: "what you have written with the carrier",
        EvidenceKind.PROOF_OF_DELIVERY: "proof of the delivery",
        EvidenceKind.POLICE_REPORT: "a copy of the police report",
        EvidenceKind.OTHER: "anything else that shows what happened",
    },
    "da": {
        EvidenceKind.PHOTO: "billeder af pakken og indholdet",
        EvidenceKind.INVOICE: "en kvittering eller faktura",
        EvidenceKind.NON_RECEIPT_DECLARATION: "en underskrevet erklæring om, at du ikke har modtaget pakken",
        EvidenceKind.CORRESPONDENCE: "det, du har skrevet med fragtfirmaet",
        EvidenceKind.PROOF_OF_DELIVERY: "dokumentation for leveringen",
        EvidenceKind.POLICE_REPORT: "en kopi af politianmeldelsen",
        EvidenceKind.OTHER: "andet, der viser, hvad der er sket",
    },
    "de": {
        EvidenceKind.PHOTO: "Fotos des Pakets und des Inhalts",
        EvidenceKind.INVOICE: "eine Quittung oder Rechnung",
        EvidenceKind.NON_RECEIPT_DECLARATION: "eine unterschriebene Erklärung, dass Sie das Paket nicht erhalten haben",
        EvidenceKind.CORRESPONDENCE: "Ihr Schriftwechsel mit dem Versanddienst",
        EvidenceKind.PROOF_OF_DELIVERY: "ein Nachweis der Zustellung",
        EvidenceKind.POLICE_REPORT: "eine Kopie der Strafanzeige",
        EvidenceKind.OTHER: "alles andere, was zeigt, was passiert ist",
    },
}
"""What a customer is asked for, as it stands in a list."""


def read_locale(text: str) -> str | None:
    """A language with or without a country, such as `da` or `en-GB`, as it is kept; nothing when there is none."""
    parts = text.replace("_", "-").split("-")
    if not 1 <= len(parts) <= 2 or not all(part.isascii() and part.isalpha() for part in parts):
        return None
    try:
        locale = Locale.parse(text.replace("_", "-"), sep="-", resolve_likely_subtags=False)
    except (UnknownLocaleError, ValueError):
        return None
    return "-".join(filter(None, (locale.language, locale.territory)))


def locales(told: str | None, country: str | None, usual: str | None) -> list[str]:
    """The locales to look for a template in, best first, each with its country before it without.

    What was told for the claim, the first language of the order's country, the storefront's own, English.
    """
    spoken = get_official_languages(country, de_facto=True)[:1] if country else ()
    wanted = [told, *(f"{language}-{country}" for language in spoken), usual, LAST]
    found = [locale for one in wanted if one for locale in (one, one.partition("-")[0])]
    return list(dict.fromkeys(found))


@cache
def built_in(key: TemplateKey, locale: str) -> Template | None:
    """The text that comes with Makegood: its first line is the subject."""
    file = _TEXTS / locale / f"{key.value.lower()}.txt"
    if not locale.isalpha() or not file.is_file():
        return None
    subject, _, body = file.read_text(encoding="utf-8").partition("\n")
    return Template(key, locale, 0, subject, body.lstrip("\n"))


def provided() -> list[str]:
    """The languages of the texts that come with Makegood."""
    return sorted(folder.name for folder in _TEXTS.iterdir())


def date_in(locale: str, moment: datetime, time_zone: str) -> str:
    """The day of a moment in the shop's time zone, such as `5. januar 2026`."""
    return format_date(moment.astimezone(ZoneInfo(time_zone)), "long", locale=_babel(locale))


def money_in(locale: str, amount: Decimal, currency_code: str) -> str:
    """An amount, such as `499,00 kr.`."""
    return format_currency(amount, currency_code, locale=_babel(locale))


def evidence_in(locale: str, kinds: Sequence[EvidenceKind]) -> list[str]:
    """What is asked for, in words."""
    words = EVIDENCE.get(locale.partition("-")[0], EVIDENCE[LAST])
    return [words[kind] for kind in kinds]


def _babel(locale: str) -> Locale:
    return Locale.parse(locale, sep="-")
