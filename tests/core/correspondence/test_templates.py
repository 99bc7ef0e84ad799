"""Texts to customers: complete in every language that we bring, and nothing that a shop writes can run away."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from services.core.claims.model import EvidenceKind
from services.core.correspondence import templates
from services.core.correspondence.model import Template, TemplateKey
from services.core.correspondence.templates import BadTemplate
from services.core.correspondence.templates.languages import EVIDENCE, date_in, money_in
from services.core.correspondence.templates.rendering import LONGEST_TEMPLATE

EVERY = [(key, locale) for key in TemplateKey for locale in ("da", "de", "en")]


def ours(key: TemplateKey, locale: str) -> Template:
    """The text that comes with Makegood."""
    found = templates.built_in(key, locale)
    assert found is not None
    return found


def a_template(body: str, subject: str = "s") -> Template:
    """A shop's own text for an acknowledgement."""
    return Template(TemplateKey.ACKNOWLEDGED, "en", 1, subject, body)


def written(body: str, **values: object) -> str:
    """The body filled in with made-up values, some of them changed."""
    usual = templates.sample(TemplateKey.ACKNOWLEDGED, "en", "Shop")
    return templates.write(a_template(body), {**usual, **values}).text  # type: ignore[dict-item]


def faults(body: str, subject: str = "s") -> list[tuple[str, str]]:
    """(code, field) of what is wrong with a text for an acknowledgement."""
    with pytest.raises(BadTemplate) as bad:
        templates.check(TemplateKey.ACKNOWLEDGED, subject, body)
    assert all(problem.message for problem in bad.value.problems)
    return [(problem.code, ".".join(problem.field)) for problem in bad.value.problems]


@pytest.mark.parametrize(("key", "locale"), EVERY)
def test_every_text_of_ours_can_be_filled_in_with_all_there_is_and_with_nothing(key: TemplateKey, locale: str) -> None:
    values = templates.sample(key, locale, "Nordlys Keramik")
    full = templates.write(ours(key, locale), values)
    empty = templates.write(ours(key, locale), {name: type(value)() for name, value in values.items()})
    assert "CLM-7QK2M9XD" in full.subject
    assert full.text.endswith("\nNordlys Keramik\n")
    assert "{" not in full.text + empty.text
    assert "\n\n\n" not in full.text
    assert "Robin" in full.text.splitlines()[0]
    assert full.text.splitlines()[1] == ""


def test_the_languages_have_the_same_texts_and_words() -> None:
    assert templates.provided() == sorted(EVIDENCE) == ["da", "de", "en"]
    assert all(set(words) == set(EvidenceKind) for words in EVIDENCE.values())
    for key in TemplateKey:
        used = [
            {name for name in templates.VARIABLES[key] if name in ours(key, locale).subject + ours(key, locale).body}
            for locale in templates.provided()
        ]
        assert used[0] == used[1] == used[2]


def test_dates_and_amounts_look_as_people_write_them_in_the_language() -> None:
    late = datetime(2026, 1, 5, 23, 30, tzinfo=UTC)
    assert date_in("da", late, "Europe/Copenhagen") == "6. januar 2026"
    assert date_in("de", late, "UTC") == "5. Januar 2026"
    assert date_in("en-GB", late, "America/New_York") == "5 January 2026"
    assert date_in("en", late, "UTC") == "January 5, 2026"
    assert money_in("da", Decimal("1499.00"), "DKK") == "1.499,00\N{NO-BREAK SPACE}kr."
    assert money_in("de", Decimal("1499.5"), "EUR") == "1.499,50\N{NO-BREAK SPACE}\N{EURO SIGN}"
    assert money_in("en", Decimal(1500), "JPY") == "\N{YEN SIGN}1,500"


@pytest.mark.parametrize(
    ("told", "country", "usual", "wanted"),
    [
        (None, "DK", None, ["da-DK", "da", "en"]),
        ("de", "DK", None, ["de", "da-DK", "da", "en"]),
        ("en-GB", None, "da", ["en-GB", "en", "da"]),
        (None, "CH", "en", ["de-CH", "de", "en"]),
        (None, "ZZ", "sv", ["sv", "en"]),
        (None, None, None, ["en"]),
    ],
)
def test_the_claims_language_comes_before_the_countrys_and_that_before_the_shops(
    told: str | None, country: str | None, usual: str | None, wanted: list[str]
) -> None:
    assert templates.locales(told, country, usual) == wanted


def test_a_language_is_read_in_the_ways_that_people_write_it() -> None:
    assert [templates.read_locale(text) for text in ("da", "DA", "en_gb", "pt-BR")] == ["da", "da", "en-GB", "pt-BR"]
    for text in ("", "xx", "english", "zh-Hans-CN", "da-DK-x", "../da", "d\x00", "da\n", "-"):
        assert templates.read_locale(text) is None, text


@pytest.mark.parametrize(
    "body",
    [
        "{{ customer_name.__class__.__mro__ }}",
        "{{ items[0] }}",
        "{{ customer_name() }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'a' * 10 ** 9 }}",
        "{{ customer_name ~ shop_name }}",
        "{% for a in items %}{% for b in items %}{% endfor %}{% endfor %}",
        "{% for a in items recursive %}{{ a }}{% endfor %}",
        "{% for a, b in items %}{% endfor %}",
        "{% for a in 'abc' %}{% endfor %}",
        "{% set a = 1 %}",
        "{% macro a() %}{% endmacro %}",
        "{% include 'other' %}",
        "{% extends 'other' %}",
        "{% block a %}{% endblock %}",
        "{{ customer_name | replace('a', 'b') }}",
        "{{ customer_name | attr('__class__') }}",
        "{{ [1] }}",
    ],
)
def test_what_could_reach_out_or_run_away_is_refused(body: str) -> None:
    assert ("TEMPLATE_NOT_ALLOWED", "body") in faults(body)


def test_unknown_variables_and_bad_syntax_are_told_with_their_line() -> None:
    assert faults("Hello\n{{ claim_nunber }}", "{{ reason }}") == [
        ("UNKNOWN_VARIABLE", "subject"),
        ("UNKNOWN_VARIABLE", "body"),
    ]
    with pytest.raises(BadTemplate) as bad:
        templates.check(TemplateKey.ACKNOWLEDGED, "s", "one\ntwo {{ claim_nunber }}")
    assert bad.value.problems[0].message.startswith("Line 2: There is no variable 'claim_nunber'; there are ")
    for body in ("{% if %}", "{{", "{% endif %}", "{% if customer_name %}", "{{" + "(" * 4000):
        assert faults(body) == [("TEMPLATE_SYNTAX", "body")], body[:20]
    assert faults("{{ appeal_until }}") == [("UNKNOWN_VARIABLE", "body")]
    templates.check(TemplateKey.DENIED, "s", "{{ appeal_until }}")
    assert faults(" ", "x" * 301) == [("TOO_LONG", "subject"), ("INVALID", "body")]
    assert faults("x" * (LONGEST_TEMPLATE + 1)) == [("TOO_LONG", "body")]


def test_what_becomes_too_long_is_not_written() -> None:
    with pytest.raises(BadTemplate) as bad:
        written("{% for item in items %}{{ item }}{% endfor %}", items=["x" * 1000] * 1000)
    assert [problem.code for problem in bad.value.problems] == ["TOO_LONG"]


def test_values_are_values_and_never_part_of_the_template() -> None:
    assert written("{{ customer_name }}", customer_name="{{ shop_name }} <b>") == "{{ shop_name }} <b>\n"
    subject = templates.write(
        a_template("b", "{{ customer_name }}"),
        {**templates.sample(TemplateKey.ACKNOWLEDGED, "en", "Shop"), "customer_name": "a\r\nBcc: b"},
    ).subject
    assert subject == "a Bcc: b"


def test_a_line_of_tags_leaves_no_line_and_one_that_ends_in_a_tag_keeps_its_end() -> None:
    body = "Hi{% if customer_name %} {{ customer_name }}{% endif %}\nthere\n{% if items %}\nA\n  {% endif %}  \nB"
    assert written(body) == "Hi Robin\nthere\nA\nB\n"
    assert written(body, customer_name="", items=[]) == "Hi\nthere\nB\n"


def test_the_html_says_the_same_and_escapes_all_of_it() -> None:
    html = templates.html_of("Hello <you>\nthere\n\nhttps://shop.example/?a=1&b=2 <script>", "da")
    assert '<html lang="da">' in html
    assert "<p>Hello &lt;you&gt;<br>there</p>" in html
    assert '<a href="https://shop.example/?a=1&amp;b=2" rel="noopener">' in html
    assert "<script>" not in html


def test_a_language_of_ours_is_never_looked_for_outside_its_folder() -> None:
    for locale in ("../texts/da", "da/../en", "", "da.", "xx"):
        assert templates.built_in(TemplateKey.DENIED, locale) is None
    assert replace(ours(TemplateKey.DENIED, "da"), version=0) == ours(TemplateKey.DENIED, "da")
