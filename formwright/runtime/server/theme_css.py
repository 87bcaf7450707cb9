"""The app's `theme.css` as a browser needs it.

Responsible for: colours of the theme as CSS custom properties (the browser gets the same names in the
bundle), `%color:Name%`, addresses of theme assets, and the order that `@import` wants. May not: read files.
Process: host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from formwright.runtime.server.font_services import is_needless, without_faces

_PLACEHOLDER = re.compile(r"%color:([^%\n]+)%")
_BANNER_HEIGHT = "%anvil-banner-height%"
_QUOTED = r""""[^"]*"|'[^']*'"""
_IMPORT = re.compile(
    rf"/\*.*?\*/|@import\s+(?:url\(\s*(?P<inside>{_QUOTED}|[^)\s]*)\s*\)|(?P<plain>{_QUOTED}))[^;{{}}]*;",
    re.DOTALL,
)
# Apps write addresses as seen from the page, where Anvil has this text; here it is a file of its own.
_ASSET = re.compile(r"""(url\(\s*["']?|@import\s+["'])(?:\./)?(?=_/theme/)""")
_UNSAFE_VALUE = re.compile(r"[;{}<>\\]|/\*|\*/|[\x00-\x1f]")


def variable(name: str) -> str:
    """`Primary 500` → `--anvil-color-primary-500-7072696d…`; the tail keeps look-alike names apart."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return f"--anvil-color-{slug}-{name.encode('utf-8').hex()}"


def safe_colors(colors: Mapping[str, str]) -> dict[str, str]:
    """Colours whose value cannot end the declaration that it stands in."""
    return {
        name: value for name, value in colors.items() if value.strip() and not _UNSAFE_VALUE.search(value)
    }


def declarations(colors: Mapping[str, str]) -> str:
    lines = [f"  {variable(name)}: {value};" for name, value in safe_colors(colors).items()]
    return ":root {\n" + "\n".join(lines) + "\n}\n" if lines else ""


def process(css: str, colors: Mapping[str, str]) -> str:
    def replaced(found: re.Match[str]) -> str:
        # The property of an unknown colour is never set: the browser ignores that one declaration.
        return f"var({variable(found[1].strip())})"

    body = _PLACEHOLDER.sub(replaced, css).replace(_BANNER_HEIGHT, "0px")
    body = _ASSET.sub(r"\1/", without_faces(body))
    charset = ""
    if body.lstrip("\ufeff").startswith("@charset"):
        charset, _, body = body.lstrip("\ufeff").partition(";")
        charset, body = f"{charset};\n", body.lstrip()
    imports, body = _apart(body)
    return charset + imports + declarations(colors) + body


def _apart(css: str) -> tuple[str, str]:
    """Imports and the rest: browsers ignore an `@import` after any other rule."""
    imports: list[str] = []

    def taken(found: re.Match[str]) -> str:
        address = found["inside"] or found["plain"]
        if address is None:
            return found[0]  # a comment
        if not is_needless(address.strip("\"'")):
            imports.append(f"{found[0]}\n")
        return ""

    rest = _IMPORT.sub(taken, css)
    return "".join(imports), rest
