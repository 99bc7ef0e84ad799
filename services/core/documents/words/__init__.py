"""What documents say, in each language: one file for one language, all with the same words."""

from services.core.documents.model import Language
from services.core.documents.words import da, de, en, packets

LOCALES = {Language.DA: "da_DK", Language.DE: "de_DE", Language.EN: "en_GB"}
"""How each language writes dates and amounts (CLDR)."""

WORDS: dict[Language, dict[str, str]] = {
    Language.DA: da.WORDS | packets.WORDS[Language.DA],
    Language.DE: de.WORDS | packets.WORDS[Language.DE],
    Language.EN: en.WORDS | packets.WORDS[Language.EN],
}


def said(language: Language, group: str, word: str) -> str:
    """A word of the domain in a language, such as (`status`, `DENIED`); one that is new here is shown as it is."""
    return WORDS[language].get(f"{group}.{word}") or word.rpartition(".")[2].replace("_", " ").capitalize()
