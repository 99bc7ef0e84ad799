"""What Mailgun posts: proved by its token, named once, and read into a mail whatever its form."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest

from services.core.clock import system_clock
from services.core.companies.mailgun import Mailgun
from services.core.ports import Unintelligible
from tests.posted import BOUNDARY, KEY, fields_of, form, signature, signed

SENDER = "ida@shop.example"
FIELDS = fields_of(SENDER, "claim+x@mail.shop.example", "It came today.")


def test_a_token_that_was_signed_with_one_of_the_keys_is_taken_and_nothing_else() -> None:
    body = signed(FIELDS)
    assert Mailgun.verify({}, body, (KEY,))
    assert Mailgun.verify({}, body, ("another", KEY))
    assert not Mailgun.verify({}, body, ("another",))
    assert not Mailgun.verify({}, body, ())
    assert not Mailgun.verify({}, signed(FIELDS, key=""), ("",))
    good = signature()
    for name in ("timestamp", "token", "signature"):
        assert not Mailgun.verify({}, form(FIELDS | good | {name: good[name] + "0"}), (KEY,))
        assert not Mailgun.verify({}, form(FIELDS | {one: good[one] for one in good if one != name}), (KEY,))
    for broken in (b"", b"{}", b"--x", b"--x\r\n", b"\xff\x00", body[:200]):
        assert not Mailgun.verify({}, broken, (KEY,))


def test_a_token_is_fresh_for_as_long_as_it_may_be_repeated() -> None:
    now = system_clock()
    for ago, fresh in ((timedelta(0), True), (timedelta(hours=9), True), (timedelta(hours=13), False)):
        assert Mailgun.is_fresh(signed(FIELDS, now - ago), now) is fresh
    assert not Mailgun.is_fresh(signed(FIELDS, now + timedelta(hours=1)), now)
    for stamp in ("", "soon", "-5", "9" * 30, "\N{SUPERSCRIPT TWO}"):
        assert not Mailgun.is_fresh(form({"timestamp": stamp}), now)


def test_a_message_is_named_by_its_token_in_both_forms() -> None:
    told = signature(token="t" * 50)
    assert Mailgun.identify(form(FIELDS | told)) == Mailgun.identify(urlencode(FIELDS | told).encode()) == "t" * 50
    for token in ("", "x" * 201, "caf\N{LATIN SMALL LETTER E WITH ACUTE}", "two\nlines"):
        with pytest.raises(Unintelligible):
            Mailgun.identify(form({"token": token}))


def test_a_mail_is_read_without_what_it_quotes() -> None:
    fields = fields_of(
        SENDER, "a@x.example, b@x.example", "Here\r\nit is.", Subject="Re: CLM-7QK2M9XD",
        Message_Id="<m1@mail.example>", In_Reply_To="<msg_1@shop.example>",
        References="<m0@mail.example> <msg_1@shop.example>",
    )  # fmt: skip
    for body in (signed(fields), urlencode(fields | signature()).encode()):
        mail = Mailgun.read(body)
        assert (mail.sender, mail.recipients) == (SENDER, ("a@x.example", "b@x.example"))
        assert (mail.message_id, mail.subject, mail.text) == ("m1@mail.example", "Re: CLM-7QK2M9XD", "Here\nit is.")
        assert mail.replies_to == ("msg_1@shop.example", "m0@mail.example")
        assert mail.proven
        assert not mail.automatic
        assert mail.files == ()


def test_the_sender_is_who_the_mail_says_it_is_from() -> None:
    fields = FIELDS | {"from": '"Hansen, Ida" <ida@home.example>', "sender": "bounces+1=x@relay.example"}
    assert Mailgun.read(form(fields)).sender == "ida@home.example"
    assert Mailgun.read(form(fields | {"from": ""})).sender == "bounces+1=x@relay.example"
    with pytest.raises(Unintelligible):
        Mailgun.read(form(FIELDS | {"from": "", "sender": ""}))


def test_without_plain_text_the_words_of_the_html_are_read() -> None:
    html = "<head><style>p{}</style></head><p>Hello <b>you</b></p><script>alert(1)</script><div>it &amp; that<br>came"
    bare = FIELDS | {"stripped-text": "", "body-plain": " "}
    assert Mailgun.read(form(bare | {"body-html": html})).text == "Hello you\nit & that\ncame"
    assert Mailgun.read(form(FIELDS | {"stripped-text": ""})).text == "It came today.\n\n> what was written before"
    assert Mailgun.read(form(bare)).text == ""


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Precedence": "auto_reply"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<news.example>"},
        {"Return_Path": "<>"},
        {"Content_Type": "multipart/report; report-type=delivery-status"},
    ],
)
def test_what_no_person_wrote_is_told_by_its_headers(headers: dict[str, str]) -> None:
    assert Mailgun.read(form(fields_of(SENDER, "a@x.example", "I am away.", **headers))).automatic


def test_a_person_is_told_from_a_machine_and_a_forged_sender_from_a_proven_one() -> None:
    assert not Mailgun.read(form(fields_of(SENDER, "a@x.example", "Hi", Auto_Submitted="no"))).automatic
    assert not Mailgun.read(form(fields_of(SENDER, "a@x.example", "Hi", X_Mailgun_Spf="Fail"))).proven
    assert Mailgun.read(form(fields_of(SENDER, "a@x.example", "Hi", X_Mailgun_Spf="SoftFail"))).proven


def test_files_come_as_they_were_sent_and_their_names_are_made_safe() -> None:
    content = bytes(range(256)) + b"\r\n--" + BOUNDARY[:-1] + b"\r\n"
    mail = Mailgun.read(form(FIELDS, ("../a\x07 photo.jpg", "image/jpeg", content), ("", "text/plain", b"")))
    assert [(file.name, file.media_type) for file in mail.files] == [
        ("../a photo.jpg", "image/jpeg"),
        ("file", "text/plain"),
    ]
    assert [file.content for file in mail.files] == [content, b""]


def test_nothing_that_cannot_be_kept_is_left_in_a_text() -> None:
    mail = Mailgun.read(form(FIELDS | {"subject": "a\x00b\r\nBcc: c", "stripped-text": "nul \x00 and \x1b[0m"}))
    assert (mail.subject, mail.text) == ("ab Bcc: c", "nul  and [0m")


def test_a_form_that_is_none_of_theirs_is_unintelligible() -> None:
    many = form({f"f{number}": "" for number in range(300)})
    long = form(FIELDS | {"body-plain": "x" * (3 * 1024 * 1024)})
    headers = form(FIELDS | {"message-headers": "[" * 100_000})
    for body in (b"", b"{}", b"[1, 2]", b"--x\r\nnothing", form(FIELDS)[:-30], many, long, headers):
        with pytest.raises(Unintelligible):
            Mailgun.read(body)
