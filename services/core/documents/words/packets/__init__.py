"""What packets for counterparties say, in each language: one file for one language, all with the same words."""

from services.core.documents.model import Language
from services.core.documents.words.packets import da, de, en

WORDS: dict[Language, dict[str, str]] = {Language.DA: da.WORDS, Language.DE: de.WORDS, Language.EN: en.WORDS}
