"""Colours of an app's theme as CSS custom properties.

Responsible for: the names of those properties (the browser gets the same names in the bundle) and for
replacing `%color:Name%` in `theme.css`. May not: read files. Process: host.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"%color:([^%\n]+)%")
_BANNER_HEIGHT = "%anvil-banner-height%"
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
    """The app's `theme.css` as a browser needs it."""

    def replaced(found: re.Match[str]) -> str:
        # The property of an unknown colour is never set: the browser ignores that one declaration.
        return f"var({variable(found[1].strip())})"

    body = _PLACEHOLDER.sub(replaced, css).replace(_BANNER_HEIGHT, "0px")
    head = declarations(colors)
    if body.lstrip("\ufeff").startswith("@charset"):
        charset, _, body = body.lstrip("\ufeff").partition(";")
        return f"{charset};\n{head}{body.lstrip()}"
    return head + body
