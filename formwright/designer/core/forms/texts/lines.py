"""Where a component stands in the text of a template. Pure."""

from __future__ import annotations

import re


def line_of(text: str, component: str) -> int:
    """Line (from 1) that names the component, in YAML or in HTML; 0: there is none."""
    if not component:
        return 1
    name = re.escape(component)
    named = re.compile(
        rf"""^[ \t-]*(?:\{{[^}}\n]*?)?\bname:[ \t]*["']?{name}["']?[ \t]*(?:[,}}#\r]|$)"""
        rf"""|\b(?:anvil:)?name=["']{name}["']""",
        re.MULTILINE,
    )
    found = named.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0
