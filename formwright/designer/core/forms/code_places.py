"""Where in a form's Python file a component is: its handler, its first mention, the form's class. No Qt."""

from __future__ import annotations

import re

from formwright.designer.core.forms.design import Design
from formwright.designer.core.forms.handlers import code_of, handler_of, leaf
from formwright.designer.core.forms.template import FORM
from formwright.designer.core.locations import Location


def code_place(design: Design) -> Location | None:
    """What "go to code" means for the selection. None: the form has no Python file."""
    document, name = design.active, design.selection.primary
    if document.code is None:
        return None
    path, source = document.code.path, document.code.text
    code = code_of(document)
    spec = design.catalog.spec_of(document.template, name)
    events = sorted(spec.events, key=lambda event: not event.default) if spec else []
    for event in events:
        handler = handler_of(document.template, code, name, event.name)
        if handler is not None and handler.method in code.methods:
            spot = code.methods[handler.method].spot
            return Location(path, spot.line, spot.column)
    words = (
        rf"\bself\.{re.escape(name)}\b"
        if name != FORM
        else rf"^class[ \t]+{re.escape(leaf(document.name))}\b"
    )
    found = re.search(words, source, re.MULTILINE) or re.search(r"^class\b", source, re.MULTILINE)
    line = source.count("\n", 0, found.start()) + 1 if found else 1
    return Location(path, line, 1)
