"""Mails as they are put together, and the server that takes them: its address, its TLS, and its ways to say no."""

from dataclasses import replace

import pytest

from services.core.clock import system_clock
from services.core.correspondence.model import OutgoingMail
from services.core.mail import BadMailServer, Mailer, compose, open_mailer
from services.core.ports import Rejected, Unavailable
from tests.worker.postbox import Postbox, listening

MAIL = OutgoingMail(
    message_id="msg_1@shop.example",
    from_name="Søstrene & Co",
    from_address="claims@shop.example",
    to_address="ida@shop.example",
    to_name="Ida Hansen",
    reply_to="claim+x@mail.shop.example",
    subject="Din sag",
    text="Hej æøå\n",
    html="<p>Hej</p>",
    locale="da",
    automatic=True,
)


def test_a_mail_has_the_headers_that_it_needs() -> None:
    mail = compose(replace(MAIL, in_reply_to="m1@home.example"), system_clock())
    told = {name: str(value) for name, value in mail.items()}
    assert told["From"] == "Søstrene & Co <claims@shop.example>"
    assert (told["Message-ID"], told["In-Reply-To"], told["References"]) == (
        "<msg_1@shop.example>",
        "<m1@home.example>",
        "<m1@home.example>",
    )
    assert (told["Auto-Submitted"], told["Content-Language"]) == ("auto-generated", "da")
    assert mail.as_bytes().isascii()
    assert "Auto-Submitted" not in compose(replace(MAIL, automatic=False), system_clock())


def test_nobody_adds_a_header() -> None:
    evil = "a\r\nBcc: b@c.example"
    mail = compose(
        replace(MAIL, from_name=evil, to_name=evil, subject=evil, in_reply_to="x\r\nBcc: b@c.example"), system_clock()
    )
    assert "Bcc" not in mail
    assert "In-Reply-To" not in mail
    assert mail["Subject"] == "a Bcc: b@c.example"
    for address in ("", "ida", "ida@", "@shop.example", "a@b@c", evil, "æ@shop.example", "a b@c.example"):
        with pytest.raises(Rejected) as no:
            compose(replace(MAIL, to_address=address), system_clock())
        assert no.value.code == "BAD_ADDRESS"
        assert not address or address not in str(no.value)
    assert compose(replace(MAIL, to_address="ida@bücher.example"), system_clock())["To"].addresses[0].domain == (
        "xn--bcher-kva.example"
    )


def test_a_setting_that_is_no_mail_server_is_refused_without_being_shown() -> None:
    for url in ("http://secret.example", "smtp://", "secret", "smtp://secret.example:x", "smtp://secret.example?a=1"):
        with pytest.raises(BadMailServer) as bad:
            open_mailer(url)
        assert "secret" not in str(bad.value)
    assert not open_mailer("").is_there
    assert open_mailer("smtp://mail.example?sandbox=on").is_sandbox
    assert not open_mailer("smtps://mail.example").is_sandbox


async def test_a_password_is_not_told_to_a_server_without_tls() -> None:
    async with listening(Postbox()) as postbox:
        url = f"smtp://ida:geheim@127.0.0.1:{postbox.port}"
        with pytest.raises(Unavailable) as away:
            await Mailer(url).send(compose(MAIL, system_clock()))
        assert "geheim" not in str(away.value)
        assert postbox.mails == []
        await Mailer(f"smtp://127.0.0.1:{postbox.port}").send(compose(MAIL, system_clock()))
    assert [mail["Message-ID"] for mail in postbox.mails] == ["<msg_1@shop.example>"]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"ida@shop.example": "550 no such user"}, "RECIPIENT_REFUSED"),
        ({"ida@shop.example": "450 busy"}, None),
        ({"DATA": "554 looks like spam"}, "MAIL_REFUSED"),
        ({"DATA": "451 try later"}, None),
        ({"MAIL": "553 not from here"}, "SENDER_REFUSED"),
        ({"MAIL": "452 full"}, None),
    ],
)
async def test_a_no_for_good_is_told_from_a_no_for_now(answers: dict[str, str], code: str | None) -> None:
    async with listening(Postbox(answers=answers)) as postbox:
        with pytest.raises(Rejected if code else Unavailable) as no:
            await Mailer(f"smtp://127.0.0.1:{postbox.port}").send(compose(MAIL, system_clock()))
    assert getattr(no.value, "code", None) == code
    if isinstance(no.value, Unavailable):
        assert not no.value.ambiguous
    assert "ida@" not in str(no.value)


async def test_a_server_that_is_away_may_have_taken_the_mail() -> None:
    async with listening(Postbox()) as postbox:
        pass
    with pytest.raises(Unavailable):
        await Mailer(f"smtp://127.0.0.1:{postbox.port}").send(compose(MAIL, system_clock()))
