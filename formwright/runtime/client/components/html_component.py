"""HtmlComponent: a piece of an HTML form, with places (`<anvil-dropzone>`) for components.

When the HTML is one element, that element is the component's own, so that style sheets see what the author
typed. `anvil:dom-node` names elements, `anvil:on-dom:EVENT` calls methods of the form.
"""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import HIDE, INDEX, SHOW, TAG, VISIBLE
from formwright.runtime.client.container import Container
from formwright.runtime.client.dom_handlers import listen_to_elements
from formwright.runtime.client.html_values import Classes, Style
from formwright.runtime.client.javascript import to_python
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

SPEC = ComponentSpec(
    "HtmlComponent",
    "HTML of a form, with places for components.",
    (
        VISIBLE.but(group=""),
        PropertySpec("html", "html", ""),
        PropertySpec("classes", "classes", None),
        PropertySpec("style", "style", None),
        PropertySpec("attrs", "dict", None, description="Attributes of the element."),
        TAG.but(group="", important=True),
    ),
    (SHOW, HIDE),
    (PropertySpec("dropzone", default=None), INDEX),
    container=True,
    group="Layout",
    icon="fa:code",
)
_ZONES = "anvil-dropzone, [anvil-dropzone]"
_NEVER_ALONE = ("<script", "<style", "<link", "<template", "<anvil-")


class HtmlComponent(Container, spec=SPEC):
    def _fw_create(self, dom: Any) -> Any:
        self._fw.values.update({"-zones": {}, "-dom-nodes": {}})
        return dom.make("div", "fw-c fw-html-component")

    @property
    def dom_nodes(self) -> dict[str, Any]:
        element = self._fw.page.dom.element
        return {name: to_python(element(node)) for name, node in self._fw.values["-dom-nodes"].items()}

    @property
    def classes(self) -> Classes:
        """A set-like value; changing it changes the element."""
        value: Classes = self._fw_value("classes", Classes)
        return value

    @classes.setter
    def classes(self, value: Any) -> None:
        self._fw_set_value("classes", Classes(value))

    @property
    def style(self) -> Style:
        value: Style = self._fw_value("style", Style)
        return value

    @style.setter
    def style(self, value: Any) -> None:
        self._fw_set_value("style", Style(value))

    def _fw_value(self, name: str, kind: Any) -> Any:
        if self._fw.values.get(name) is None:
            self._fw_set_value(name, kind())
        return self._fw.values[name]

    def _fw_set_value(self, name: str, value: Any) -> None:
        old = self._fw.values.get(name)
        if old is not None:
            old.changed = None
            old.remove_from(self._fw.page.dom, self._fw.node)
        self._fw.values[name] = value
        value.changed = lambda: value.apply(self._fw.page.dom, self._fw.node)
        value.changed()

    def add_component(
        self,
        component: Component,
        dropzone: str | None = None,
        index: int | None = None,
        **unknown: Any,
    ) -> None:
        if unknown:
            raise TypeError(
                f"HtmlComponent.add_component() got unexpected layout properties: {', '.join(unknown)}"
            )
        self._fw_add(component, index, dropzone=dropzone)

    def _fw_place(self, component: Component, position: int) -> None:
        dom = self._fw.page.dom
        name = component._fw.layout.get("dropzone")
        zone = self._fw.values["-zones"].get(name)
        before = zone
        for later in self._fw_kids[position + 1 :]:
            same = self._fw.values["-zones"].get(later._fw.layout.get("dropzone")) is zone
            if same and later._fw_spec.visual:
                before = later._fw.node
                break
        parent = self._fw.node if zone is None else dom.get(zone, "parentNode")
        dom.insert(parent, component._fw.node, before)

    def _fw_apply_attrs(self, value: Any) -> None:
        dom, old = self._fw.page.dom, self._fw.values.get("-attrs", {})
        new = {str(name): value[name] for name in value} if value else {}
        for name in old:
            if name not in new:
                dom.attribute(self._fw.node, name, None)
        for name, text in new.items():
            shown = None if text is None or text is False else "" if text is True else str(text)
            dom.attribute(self._fw.node, name, shown)
        self._fw.values["-attrs"] = new

    def _fw_apply_html(self, value: Any) -> None:
        dom = self._fw.page.dom
        children = self.get_components()
        for child in children:
            self._fw_unplace(child)
        text = str(value or "")
        box = dom.parse(text)
        only = None
        if not text.lstrip().lower().startswith(_NEVER_ALONE) and dom.get(box, "childElementCount") == 1:
            found = dom.get(box, "firstElementChild")
            same = str(dom.get(box, "textContent")).strip() == str(dom.get(found, "textContent")).strip()
            only = found if same else None
        if only is None:
            dom.toggle_class(box, "fw-c", True)
            dom.toggle_class(box, "fw-html-component", True)
        self._fw_become(box if only is None else only)
        self._fw_read(children)

    def _fw_become(self, node: Any) -> None:
        """Another element takes the place of ours."""
        inner = self._fw
        dom, old = inner.page.dom, inner.node
        parent = dom.get(old, "parentNode")
        if parent is not None:
            dom.insert(parent, node, old)
            dom.remove(old)
        for name in ("data-fw-form", "data-fw", "data-fw-on"):
            text = dom.get_attribute(old, name)
            if text is not None:
                dom.attribute(node, name, text)
        inner.node = node
        dom.own(node, inner.identity)
        if not inner.values.get("visible", True):
            dom.toggle_class(node, "fw-hidden", True)
        for value in (inner.values.get("classes"), inner.values.get("style")):
            if value is not None:
                value.apply(dom, node)
        self._fw_apply_attrs(inner.values.get("attrs"))

    def _fw_read(self, children: list[Component]) -> None:
        dom, node, values = self._fw.page.dom, self._fw.node, self._fw.values
        zones: dict[str, Any] = {}
        for zone in dom.query(node, _ZONES):
            name = dom.get_attribute(zone, "anvil-dropzone") or dom.get_attribute(zone, "name") or ""
            dom.attribute(zone, "hidden", "")
            zones[name] = zone
        named = [node, *dom.query(node, r"[anvil\:dom-node]")]
        names = {dom.get_attribute(each, "anvil:dom-node") or "": each for each in named}
        names.pop("", None)
        values.update({"-zones": zones, "-dom-nodes": names})
        listen_to_elements(self, named)
        for position in reversed(range(len(children))):  # each goes before the next one
            self._fw_place(children[position], position)
        if self._fw.mounted:
            self._fw_mounted()

    def _fw_mounted(self) -> None:
        self._fw.page.dom.run_scripts(self._fw.node)
