"""Whether a signature can be that of the person who ordered: two names compared as people write them."""

import re
import unicodedata
from enum import StrEnum


class Likeness(StrEnum):
    """What two names say of each other.

    HOUSEHOLD is another given name with the same surname; UNTOLD means that one of them names no person, or that they
    are written in different scripts.
    """

    SAME = "SAME"
    HOUSEHOLD = "HOUSEHOLD"
    OTHER = "OTHER"
    UNTOLD = "UNTOLD"


_LETTERS = str.maketrans(
    {"ø": "oe", "ö": "oe", "œ": "oe", "å": "aa", "æ": "ae", "ä": "ae", "ü": "ue", "ß": "ss", "ð": "d", "đ": "d",
     "þ": "th", "ł": "l", "\u0131": "i", "ħ": "h", "'": "", "`": "", "\u2019": "", "\u00b4": ""}
)  # fmt: skip
_PAIRS = (("oe", "o"), ("aa", "a"), ("ae", "a"), ("ue", "u"), ("ij", "y"))
"""Two ways to write one letter; both names lose the difference, as nobody knows which way was taken."""
_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "sir", "dr", "prof", "herr", "hr", "frau", "fr", "fru", "frk", "froken",
    "mme", "mlle", "monsieur", "madame", "m", "dipl", "ing", "med", "phd", "jr", "sr", "ii", "iii",
})  # fmt: skip
_PARTICLES = frozenset({
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "la", "le", "el", "al", "af", "av", "zu",
    "zur", "ten", "ter", "y", "e",
})  # fmt: skip
_COMPANIES = frozenset({
    "aps", "as", "ab", "asa", "oy", "oyj", "gmbh", "ag", "kg", "ug", "inc", "llc", "ltd", "limited", "corp", "co",
    "bv", "nv", "sa", "sarl", "srl", "spa", "plc",
})  # fmt: skip
"""What only companies have in their names; anybody there may sign."""
_NOBODY = frozenset({
    "signature", "sign", "signed", "file", "left", "door", "porch", "mailbox", "reception", "receptionist",
    "desk", "front", "office", "mailroom", "mail", "room", "guard", "security", "concierge", "unknown", "none",
    "na", "nosign", "adult", "resident", "household", "recipient", "receiver", "customer", "neighbor",
    "neighbour", "garage", "locker", "driver", "release", "released", "consignee", "occupant",
})  # fmt: skip
"""What couriers write where no name is."""
_MOST_INITIALS = 2
_WORD = re.compile(r"[^\W\d_]+")


def likeness(ordered: str | None, signed: str | None) -> Likeness:
    """Compare who ordered with who signed, whatever the case, accents, titles, initials and order of the names."""
    told, given = _words(ordered), _words(signed)
    if not told or not given or _COMPANIES & set(_raw(ordered)) or _NOBODY & set(given):
        return Likeness.UNTOLD
    if _script(told) != _script(given):
        return Likeness.UNTOLD
    if all(len(word) == 1 for word in given) or (len(given) == 1 and len(given[0]) <= _MOST_INITIALS):
        initials = "".join(word[0] for word in told)
        written = "".join(given)
        return Likeness.SAME if written in (initials, initials[0] + initials[-1], *told) else Likeness.UNTOLD
    fewer, more = sorted((told, given), key=len)
    # some scripts have no blanks
    if "".join(told) == "".join(given) or _all_fit(fewer, more):
        return Likeness.SAME
    return Likeness.HOUSEHOLD if _share_surname(told, given) else Likeness.OTHER


def _all_fit(fewer: list[str], more: list[str]) -> bool:
    """Whether each word of one name stands in the other, an initial for a word, and at least one in full."""
    left, full = list(more), False
    for word in sorted(fewer, key=len, reverse=True):
        fit = next((one for one in left if _is_close(one, word)), None)
        full = full or fit is not None
        if fit is None:
            fit = next((one for one in left if 1 in (len(one), len(word)) and one[0] == word[0]), None)
        if fit is None:
            return False
        left.remove(fit)
    return full


def _share_surname(told: list[str], given: list[str]) -> bool:
    """Whether a word of both is a surname: not the first one of who ordered, or the last one of who signed."""
    surnames = told[1:] or told
    return any(_is_close(one, word) for one in surnames for word in given if len(word) > 1) or (
        len(given) > 1 and _is_close(told[0], given[-1])
    )


def _is_close(one: str, other: str) -> bool:
    """The same word, or a long one with a letter wrong, missing, too many or misplaced, as read from a scribble."""
    if one == other:
        return len(one) > 1
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 1:
        return False
    if one[0] == other[0] and sorted(one) == sorted(other):
        return True
    start = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    rests = (one[start + 1 :], other[start:]), (one[start:], other[start + 1 :]), (one[start + 1 :], other[start + 1 :])
    return any(first == second for first, second in rests)


def _raw(name: str | None) -> list[str]:
    folded = (name or "").casefold().translate(_LETTERS).replace("a/s", "as")
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    return _WORD.findall(plain)


def _words(name: str | None) -> list[str]:
    """The words of a name that tell somebody, the given name first: "Hansen, Ida" is turned round."""
    surname, comma, rest = (name or "").partition(",")
    words = [word for word in _raw(f"{rest} {surname}" if comma else name) if word not in _TITLES | _PARTICLES]
    for two, one in _PAIRS:
        words = [word.replace(two, one) for word in words]
    return [re.sub(r"(.)\1", r"\1", word) for word in words]


def _script(words: list[str]) -> str:
    return unicodedata.name(words[0][0], "").partition(" ")[0]
