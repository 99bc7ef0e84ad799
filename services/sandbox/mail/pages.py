"""Plain pages to read the caught mails on, and the same as JSON for programs."""

from html import escape

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from services.sandbox.mail.mailbox import Mail, Mailbox

_STYLE = "body{font:15px/1.5 sans-serif;margin:2rem auto;max-width:60rem}td,th{padding:.2rem .8rem;text-align:left}"


class Pages:
    """The mailbox over HTTP."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    def routes(self) -> list[Route]:
        """`/` lists the mails, `/{number}` shows one, `/{number}/html` its HTML alone."""
        return [Route("/", self._list), Route("/{number:int}", self._show), Route("/{number:int}/html", self._html)]

    async def mails(self, request: Request) -> Response:
        """All mails that are kept, newest first, or those `to` a recipient, as JSON."""
        found = self._mailbox.to(request.query_params.get("to"))
        content = msgspec.json.encode({"mails": found, "count": len(found), "smtp_port": self._mailbox.port})
        return Response(content, media_type="application/json")

    async def _list(self, _request: Request) -> Response:
        rows = "".join(
            f"<tr><td>{mail.received_at:%H:%M:%S}</td><td>{escape(', '.join(mail.recipients))}</td>"
            f'<td><a href="{mail.number}">{escape(mail.subject) or "(no subject)"}</a></td></tr>'
            for mail in self._mailbox.mails
        )
        table = f"<table><tr><th>at</th><th>to</th><th>subject</th></tr>{rows}</table>"
        return _page("Mails", table if rows else "<p>No mail was sent yet.</p>")

    async def _show(self, request: Request) -> Response:
        mail = self._find(request)
        if mail is None:
            return _page("Mails", "<p>This mail is not kept any more.</p>", 404)
        headers = "".join(
            f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in mail.headers.items()
        )
        body = (
            f'<p><a href="./">all mails</a></p><table>{headers}</table><pre>{escape(mail.text)}</pre>'
            f'<iframe sandbox src="{mail.number}/html" style="width:100%;height:30rem"></iframe>'
        )
        return _page(escape(mail.subject), body)

    async def _html(self, request: Request) -> Response:
        mail = self._find(request)
        headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
        return HTMLResponse(mail.html if mail else "", 200 if mail else 404, headers)

    def _find(self, request: Request) -> Mail | None:
        return self._mailbox.find(request.path_params["number"])


def _page(title: str, body: str, status: int = 200) -> Response:
    text = f"<!doctype html><title>{title}</title><style>{_STYLE}</style><h1>{title}</h1>{body}"
    return HTMLResponse(text, status)
