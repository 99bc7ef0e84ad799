"""Two names are compared as people and couriers write them."""

import pytest

from services.core.shipments.names import Likeness, likeness

SAME, HOUSEHOLD, OTHER, UNTOLD = Likeness.SAME, Likeness.HOUSEHOLD, Likeness.OTHER, Likeness.UNTOLD


@pytest.mark.parametrize(
    ("ordered", "signed", "expected"),
    [
        ("Ida Hansen", "IDA HANSEN", SAME),
        ("Ida Hansen", "HANSEN, IDA", SAME),
        ("Ida Hansen", "Hansen Ida", SAME),
        ("Ida Hansen", "I. Hansen", SAME),
        ("Ida Hansen", "HANSEN", SAME),
        ("Ida Hansen", "IH", SAME),
        ("Ida Hansen", "I H", SAME),
        ("Ida Marie Holm Hansen", "ida holm", SAME),
        ("Dr. Ida Hansen", "Fru Hansen", SAME),
        ("Jørgen Sørensen", "JOERGEN SOERENSEN", SAME),
        ("Jørgen Sørensen", "Jorgen Sorensen", SAME),
        ("Åse Kjær", "Aase Kjaer", SAME),
        ("Jürgen Groß", "JUERGEN GROSS", SAME),
        ("José Núñez", "jose nunez", SAME),
        ("Ludwig van Beethoven", "L Beethoven", SAME),
        ("Siobhán O'Brien", "SIOBHAN OBRIEN", SAME),
        ("Katarzyna Wójcik", "Katarzyna Wojick", SAME),
        ("Katarzyna Wójcik", "Katarzyna Wojcyk", SAME),
        ("Ida Hansen", "Lars Hansen", HOUSEHOLD),
        ("Ida Hansen", "HANSEN LARS", HOUSEHOLD),
        ("Ida Hansen", "L Hansen", HOUSEHOLD),
        ("Ida Holm Hansen", "Lars Holm", HOUSEHOLD),
        ("山田 太郎", "鈴木一郎", OTHER),
        ("Ida Hansen", "Robin Nextdoor", OTHER),
        ("Ida Hansen", "Ida Jensen", OTHER),
        ("Ida Hansen", "R. Nextdoor", OTHER),
        ("Ida Hansen", None, UNTOLD),
        (None, "Ida Hansen", UNTOLD),
        ("Ida Hansen", "", UNTOLD),
        ("Ida Hansen", "X", UNTOLD),
        ("Ida Hansen", "12345", UNTOLD),
        ("Ida Hansen", "SIGNATURE ON FILE", UNTOLD),
        ("Ida Hansen", "FRONT DESK", UNTOLD),
        ("Nordlys ApS", "Robin Nextdoor", UNTOLD),
        ("Nordlys A/S", "Robin Nextdoor", UNTOLD),
        ("Ида Хансен", "Ida Hansen", UNTOLD),
        ("Ида Хансен", "ИДА ХАНСЕН", SAME),  # noqa: RUF001 - Cyrillic is meant
        ("山田 太郎", "山田太郎", SAME),
    ],
)
def test_what_two_names_say_of_each_other(ordered: str | None, signed: str | None, expected: Likeness) -> None:
    assert likeness(ordered, signed) is expected
