"""Fonts that themes fetch from a service in the internet although this page has them.

Responsible for recognising such links in CSS and in the head of the page: Roboto and the Material icons come
with the browser build, so nobody's visit is told to a third party for their sake. Other fonts are the app's
own affair. bridge.mjs does the same for HTML of forms. May not: read files. Process: host.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

#: Style sheets of the browser build that have them.
FONT_SHEETS = ("icons.css", "roboto.css")
_HERE = frozenset({"roboto", "material icons", "material symbols outlined"})
_LINK = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_FACE = re.compile(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)
_FAMILY = re.compile(r"""font-family\s*:\s*["']?([^"';}]+)""", re.IGNORECASE)


def is_needless(url: str) -> bool:
    """Whether a style sheet of Google Fonts has only what is here."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    if parts.hostname != "fonts.googleapis.com":
        return False
    query = parse_qs(parts.query)
    asked = [each for text in query.get("family", []) for each in text.split("|")]
    if not asked:
        asked = ["material icons"] if parts.path.startswith("/icon") else [""]
    return all(each.partition(":")[0].strip().lower() in _HERE for each in asked)


def without_links(html: str) -> str:
    def kept(found: re.Match[str]) -> str:
        href = _HREF.search(found[0])
        url = next((each for each in href.groups() if each), "") if href else ""
        return "" if is_needless(url.replace("&amp;", "&")) else found[0]

    return _LINK.sub(kept, html) if "fonts.googleapis.com" in html else html


def without_faces(css: str) -> str:
    """Without `@font-face` rules that point to the service's files."""

    def kept(found: re.Match[str]) -> str:
        family = _FAMILY.search(found[0])
        here = family is not None and family[1].strip().lower() in _HERE
        return "" if here and "fonts.gstatic.com" in found[0] else found[0]

    return _FACE.sub(kept, css) if "fonts.gstatic.com" in css else css
