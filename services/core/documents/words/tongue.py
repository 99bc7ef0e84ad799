"""How a document says words, moments and amounts: in its language, and by the shop's clock."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal

from services.core.documents.case import Money
from services.core.documents.model import Language
from services.core.documents.words import LOCALES, WORDS, said


class Tongue:
    """Says what documents say."""

    def __init__(self, language: Language, time_zone: str) -> None:
        self._language, self._zone = language, ZoneInfo(time_zone)
        self._words, self.locale = WORDS[language], LOCALES[language]

    def label(self, word: str) -> str:
        """A word of the document itself."""
        return self._words[f"label.{word}"]

    def text(self, word: str, **filled: str) -> str:
        """A sentence or label by its full name, with what is filled in."""
        return self._words[word].format(**filled)

    def said(self, group: str, word: str | None) -> str:
        """A word of the domain; nothing for none."""
        return said(self._language, group, word) if word else ""

    def when(self, moment: datetime | None) -> str:
        """A moment by the shop's clock; nothing for none."""
        if moment is None:
            return ""
        local = moment.astimezone(self._zone)
        return f"{self.day(moment)}, {format_time(local, 'short', locale=self.locale)}"

    def day(self, moment: datetime) -> str:
        """The day of a moment by the shop's clock."""
        return format_date(moment.astimezone(self._zone), "medium", locale=self.locale)

    def amount(self, money: Money | None) -> str:
        """An amount with its currency; nothing for none."""
        if money is None:
            return ""
        return format_currency(Decimal(money.amount), money.currency_code, locale=self.locale)

    def number(self, count: int) -> str:
        """A count."""
        return format_decimal(count, locale=self.locale)
