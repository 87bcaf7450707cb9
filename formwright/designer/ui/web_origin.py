"""Addresses of the app's host, for the pages that the designer embeds. Pure; no WebEngine."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_DESIGNER, _HOLD, _DESIGN = "_designer", "_hold", "_design"
_INNER_SCHEMES = frozenset({"data", "blob", "about", "devtools", "chrome", "qrc"})
"""Schemes that reach no other machine."""


@dataclass(frozen=True)
class Origin:
    """Where the host serves the app; `token` opens what only the designer may do."""

    url: str
    token: str

    def page(self, place: str = "/", *, hold: bool = False) -> str:
        """The address to load for a place of the app ("/", "/#settings", "/?a=1")."""
        parts = urlsplit(place)
        query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
        query.append((_DESIGNER, self.token))
        if hold:
            query.append((_HOLD, "1"))
        base = urlsplit(self.url)
        return urlunsplit((base.scheme, base.netloc, parts.path or "/", urlencode(query), parts.fragment))

    def canvas(self) -> str:
        """The address of the form designer's canvas."""
        base = urlsplit(self.url)
        query = urlencode([(_DESIGN, "1"), (_DESIGNER, self.token)])
        return urlunsplit((base.scheme, base.netloc, "/", query, ""))

    def public(self, place: str = "/") -> str:
        """The address for any browser: without the token."""
        parts = urlsplit(place)
        base = urlsplit(self.url)
        return urlunsplit((base.scheme, base.netloc, parts.path or "/", parts.query, parts.fragment))

    def place(self, address: str) -> str | None:
        """The place in the app that an address means, or None when it is not the app's.

        Takes what a person types: a whole address, a path, or only "#settings".
        """
        text = address.strip()
        if text.startswith(("#", "?")):
            text = "/" + text
        if not text.startswith("/"):
            if not self.owns(text):
                return None
            text = text[text.index("//") + 2 :]
            text = text[len(urlsplit(self.url).netloc) :] or "/"
        parts = urlsplit("http://x" + text)
        query = [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if name not in (_DESIGNER, _HOLD, _DESIGN)
        ]
        return urlunsplit(("", "", parts.path or "/", urlencode(query), parts.fragment))

    def is_designers(self, address: str) -> bool:
        """Whether the page at this address may speak to the designer."""
        return (_DESIGNER, self.token) in parse_qsl(urlsplit(address).query)

    def owns(self, address: str) -> bool:
        """Whether the address is served by the app's own host."""
        try:
            mine, other = urlsplit(self.url), urlsplit(address)
            same = mine.hostname == other.hostname and mine.port == other.port
        except ValueError:
            return False
        return same and other.scheme in ("http", "ws", "https", "wss")


def is_inner(scheme: str) -> bool:
    return scheme in _INNER_SCHEMES
