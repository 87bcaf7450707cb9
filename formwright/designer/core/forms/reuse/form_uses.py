"""Which forms of an app are part of which others. No Qt; pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.template import FORM, Template

Templates = Callable[[str], Template]


def forms_inside(catalog: Catalog, templates: Templates, form: str) -> frozenset[str]:
    """Forms of the app that are part of a form, at any depth. Item templates are not: a list may be empty."""
    seen: set[str] = set()
    waiting = [form]
    while waiting:
        try:
            template = templates(waiting.pop())
        except KeyError:
            continue
        types = [template.type_of(name) for name in (FORM, *template.names)]
        found = {*own_forms(catalog, types)} - seen
        seen |= found
        waiting += found
    return frozenset(seen)


def own_forms(catalog: Catalog, types: Iterator[str] | list[str]) -> Iterator[str]:
    """Those of the app itself: a dependency knows nothing of the app's forms."""
    for name in types:
        found = catalog.form_of(name) if name else None
        if found is not None and found[0] is catalog.app:
            yield found[1]
