"""Writes the HTML of an HTML component: the `html` of the data, back between the tags of the text. No Qt.

In the data, each component in the HTML is a placeholder; in the text it is the element itself, which is put
back as it is typed there.
"""

from __future__ import annotations

import html
import re

from formwright.designer.core.forms.changes import UNSET, ChangeError, Unset
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.appfiles import html_patch as patch
from formwright.runtime.appfiles.html_emit import PLACEHOLDER, STEP, value_text
from formwright.runtime.appfiles.html_form import HtmlForm
from formwright.runtime.appfiles.html_fragments import ZONE_PREFIX
from formwright.runtime.appfiles.html_nodes import Part, is_promoting
from formwright.runtime.appfiles.html_tree import Element, read
from formwright.runtime.spec.app import Json


class HtmlContent:
    def __init__(self, text: str, form: HtmlForm, template: Template) -> None:
        self._text = text
        self._form = form
        self._template = template

    def write(self, name: str, value: Json | Unset) -> str:
        wanted = "" if value is UNSET or value is None else str(value)
        part = self._form.parts.get(self._template.path(name))
        if part is None and name != FORM:
            raise ChangeError(f"{name} has no place of its own in the HTML.", "Change it in the HTML itself.")
        if part is not None and part.kind in ("promoted", "anonymous"):
            return self._replaced(part, name, wanted)
        if part is None:
            return self._between(self._form.body, len(self._text), self._sources(name, wanted), "")
        assert part.element is not None
        return self._inside(part.element, self._sources(name, wanted))

    def _inside(self, element: Element, wanted: str) -> str:
        at = next((each for each in element.attributes if each.name == "prop:html"), None)
        content = self._text[element.inner_start : element.inner_end]
        if at is not None and not content.strip():
            if not wanted:
                return patch.remove_attribute(self._text, element, at)
            return patch.set_attribute(self._text, element, "prop:html", value_text(wanted), at)
        if element.self_closed:
            return patch.put_inside(self._text, element, wanted.split("\n"))
        return self._between(element.inner_start, element.inner_end, wanted, STEP)

    def _between(self, start: int, end: int, wanted: str, step: str) -> str:
        """Replaces what stands there; space around it and its indentation stay."""
        content = self._text[start:end]
        lead = content[: len(content) - len(content.lstrip())]
        if not content.strip():
            outer = self._indent_of_line(start)
            inside = _with_indent(wanted, outer + step, patch.newline_of(self._text))
            if step and wanted:
                newline = patch.newline_of(self._text)
                inside = f"{newline}{outer}{step}{inside}{newline}{outer}"
            return self._text[:start] + inside + self._text[end:]
        trail = content[len(content.rstrip()) :]
        indent = lead.rpartition("\n")[2] if "\n" in lead or not self._text[:start].strip() else ""
        inside = _with_indent(wanted, indent, patch.newline_of(self._text))
        return self._text[:start] + (lead + inside + trail if wanted else "") + self._text[end:]

    def _replaced(self, part: Part, name: str, wanted: str) -> str:
        """An element that is a component keeps the attributes that make it one."""
        source = self._sources(name, wanted)
        root, faults = read(source)
        solid = [each for each in root.children if isinstance(each, Element) or each.strip()]
        if part.kind == "promoted" and (len(solid) != 1 or not isinstance(solid[0], Element) or faults):
            message = f"{name} is one element of the HTML, so its HTML must be one element as well."
            raise ChangeError(message, "Put everything into one <div>.")
        if not solid:
            raise ChangeError(f"{name} is HTML and nothing else.", "Delete it instead.")
        source = source.strip()
        if part.kind == "promoted":
            assert part.element is not None and isinstance(solid[0], Element)
            kept = [
                part.element.opening[each.start : each.end]
                for each in part.element.attributes
                if is_promoting(each)
            ]
            top = read(source)[0].elements[0]
            source = patch.add_attributes(source, top, kept)
        indent = self._indent_of_line(part.start)
        new = _with_indent(source, indent, patch.newline_of(self._text))
        return self._text[: part.start] + new + self._text[part.end :]

    def _indent_of_line(self, at: int) -> str:
        line = self._text[self._text.rfind("\n", 0, at) + 1 : at]
        return line[: len(line) - len(line.lstrip())]

    def _sources(self, name: str, wanted: str) -> str:
        """With every placeholder replaced by the text of its component."""
        zones: dict[str, Part] = {}
        for child in self._template.children(name):
            found = self._template.find(child)
            zone = (found.node.get("layout_properties") or {}).get("dropzone")
            if isinstance(zone, str) and found.path in self._form.parts:
                zones[zone] = self._form.parts[found.path]
        slots = self._template.data.get("slots") or {}
        for slot, definition in slots.items():
            zone = (definition.get("set_layout_properties") or {}).get("dropzone")
            target = definition.get("target") or {}
            if isinstance(zone, str) and target.get("type") == "container" and target.get("name") == name:
                zones[zone] = self._form.parts["slots", slot]
        for zone, part in self._form.parts.items():
            if zone[0] == "zones":
                zones.setdefault(str(zone[1]), part)
        used: list[str] = []

        def source(found: re.Match[str]) -> str:
            zone = html.unescape(found[1])
            part = zones.get(zone)
            if part is None:
                return found[0]
            used.append(zone)
            piece = patch.piece(self._text, part.start, part.end)
            return piece if isinstance(piece, str) else "\n".join(piece)

        result = PLACEHOLDER.sub(source, wanted.replace("\r\n", "\n"))
        missing = [zone for zone in zones if zone.startswith(ZONE_PREFIX) and zone not in used]
        if missing or len(used) != len(set(used)):
            message = "Each component in this HTML has a placeholder in it, which must be there exactly once."
            raise ChangeError(message, "Put the placeholder back, or delete the component first.")
        return result


def _with_indent(text: str, indent: str, newline: str) -> str:
    """All lines but the first."""
    first, *others = text.split("\n")
    return first + "".join(newline + (indent + line if line.strip() else line) for line in others)
