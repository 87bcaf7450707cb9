"""Writes the outermost element of an HTML form anew: for a form that gets a layout, or another one, or none.

What is in it is put back as it was typed. HTML that would have no place any more is not thrown away: then the
change is refused. No Qt; pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from formwright.designer.core.forms.changes import Change, ChangeError, SetKey
from formwright.designer.core.forms.template import FORM, Template
from formwright.designer.core.forms.texts.html_slots import slot_element
from formwright.runtime.appfiles import html_patch as patch
from formwright.runtime.appfiles.html_emit import PLACEHOLDER, STEP, attribute, component, node_attributes
from formwright.runtime.appfiles.html_form import HtmlForm
from formwright.runtime.appfiles.html_fragments import HTML_COMPONENT
from formwright.runtime.spec.app import Json

_WHOLE = (("container",), ("components",), ("layout",), ("components_by_slot",))
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_COMMENTS_ABOVE = re.compile(r"(?:<!--(?:(?!-->).)*-->\s*)+\Z", re.DOTALL)


def rebuilds(changes: Sequence[Change]) -> bool:
    """Whether they replace all that the form is made of."""
    return any(isinstance(change, SetKey) and change.path in _WHOLE for change in changes)


def rebuilt(text: str, form: HtmlForm, before: Template, after: Template) -> str:
    """The text of the form `after`. Raises ChangeError."""
    return _Rebuild(text, form, before, after).text()


class _Rebuild:
    def __init__(self, text: str, form: HtmlForm, before: Template, after: Template) -> None:
        self._text = text
        self._form = form
        self._before = before
        self._data = after.data

    def text(self) -> str:
        self._refuse_losses()
        layout = self._data.get("layout")
        lines: list[str] = []
        if isinstance(layout, Mapping):
            opening = _layout_tag(layout)
            for slot, nodes in (self._data.get("components_by_slot") or {}).items():
                inside = self._inside(nodes, ("slot", str(slot)))
                lines += [
                    f"<anvil-block {attribute('slot', str(slot))}>",
                    *_indented(inside),
                    "</anvil-block>",
                ]
        else:
            container = self._data.get("container") or {}
            kind = attribute("container", str(container.get("type") or "ColumnPanel"))
            opening = " ".join(
                ["<anvil-form", kind, *node_attributes({**container, "layout_properties": {}})]
            )
            lines = self._inside(self._data.get("components") or (), ("container", FORM))
        newline = patch.newline_of(self._text)
        whole = [opening + ">", *_indented(lines), "</anvil-form>"]
        body = "\n".join(whole).replace("\r\n", "\n").replace("\n", newline)
        return self._text[: self._form.body] + body + newline

    def _refuse_losses(self) -> None:
        before = self._before
        if before.has_layout or before.type_of(FORM) != HTML_COMPONENT:
            return
        html = str((before.node(FORM).get("properties") or {}).get("html") or "")
        if _COMMENT.sub("", PLACEHOLDER.sub("", html)).strip():
            message = "The HTML around this form's components would be lost."
            raise ChangeError(message, "Put it into an HtmlComponent first, or take it out of the HTML.")

    def _inside(self, nodes: Iterable[Mapping[str, Json]], place: tuple[str, str]) -> list[str]:
        """Components and the form's own slots among them."""
        parts = [self._component(node) for node in nodes]
        own = self._data.get("slots") or {}
        here = [
            (int(each.get("index") or 0), str(name), each) for name, each in own.items() if _at(each, place)
        ]
        for index, name, definition in sorted(here, key=lambda each: each[0], reverse=True):
            parts.insert(index, self._slot(name, definition))
        return [line for part in parts for line in part]

    def _component(self, node: Mapping[str, Json]) -> list[str]:
        found = self._before.get(str(node.get("name") or ""))
        part = self._form.parts.get(found.path) if found is not None else None
        if found is None or part is None or _bare(found.node) != _bare(node):
            return component(node, zoned=False)
        above = _COMMENTS_ABOVE.search(self._text, self._form.body, part.start)
        typed = patch.piece(self._text, above.start() if above else part.start, part.end)
        return [typed] if isinstance(typed, str) else typed

    def _slot(self, name: str, definition: Mapping[str, Json]) -> list[str]:
        part = self._form.parts.get(("slots", name))
        return [slot_element(name, definition) if part is None else self._text[part.start : part.end]]


def _layout_tag(layout: Mapping[str, Json]) -> str:
    own = {**layout, "event_bindings": layout.get("form_event_bindings") or {}, "layout_properties": {}}
    of_layout = [
        attribute(f"on:layout:{event}", f"self.{method}")
        for event, method in (layout.get("event_bindings") or {}).items()
    ]
    words = [
        "<anvil-form",
        attribute("layout", str(layout.get("type") or "")),
        *node_attributes(own),
        *of_layout,
    ]
    return " ".join(words)


def _at(definition: Mapping[str, Json], place: tuple[str, str]) -> bool:
    target = definition.get("target") or {}
    return (str(target.get("type") or "container"), str(target.get("name") or "")) == place


def _bare(node: Mapping[str, Json]) -> dict[str, Json]:
    """Without the zone that its old place gave it."""
    layout = {key: value for key, value in (node.get("layout_properties") or {}).items() if key != "dropzone"}
    return {**node, "layout_properties": layout}


def _indented(lines: Iterable[str]) -> list[str]:
    return [STEP + line if line.strip() else line for line in lines]
