"""The words of an HTML mail, for those that come without plain text."""

from html.parser import HTMLParser

_BREAKS = frozenset({"br", "div", "li", "p", "td", "tr"})
_SILENT = frozenset({"head", "script", "style"})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(" ".join(data.split()) + " " * data[-1:].isspace())


def plain(html: str) -> str:
    """The text of an HTML document, a line for each paragraph."""
    words = _Words()
    words.feed(html)
    words.close()
    lines = (line.strip() for line in "".join(words.parts).splitlines())
    return "\n".join(line for line in lines if line)
