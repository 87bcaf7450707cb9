"""HtmlTemplate: HTML of the app, with places (`anvil-slot`) for components. `HtmlPanel` is the same."""

from __future__ import annotations

from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.components.shared import COMMON, HIDE, INDEX, SHOW
from formwright.runtime.client.container import Container
from formwright.runtime.client.javascript import to_python
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

DEFAULT = "default"
HIDE_IF_EMPTY, SHOW_IF_EMPTY = "anvil-hide-if-slot-empty", "anvil-if-slot-empty"
STANDARD_PAGE = (
    '<div class="fw-standard-page"><div class="fw-standard-header" anvil-hide-if-slot-empty="title">'
    '<div class="fw-standard-title" anvil-slot="title"></div>'
    '<div class="fw-standard-nav" anvil-slot="nav-right"></div></div>'
    '<div class="fw-standard-body"><div class="fw-standard-side" anvil-hide-if-slot-empty="left-nav" '
    'anvil-slot="left-nav"></div><div class="fw-standard-content" anvil-slot="default"></div></div></div>'
)

SPEC = ComponentSpec(
    "HtmlTemplate",
    "HTML with slots for components.",
    (PropertySpec("html", "html", ""), *COMMON),
    (SHOW, HIDE),
    (PropertySpec("slot", default=""), INDEX),
    container=True,
    group="Layout",
    icon="fa:code",
    aliases=("HtmlPanel",),
    example={"html": '<div anvil-slot="default"></div>'},
)


class HtmlTemplate(Container, spec=SPEC):
    def _fw_create(self, dom: Any) -> Any:
        self._fw.values.update({"-slots": {}, "-dom-nodes": {}, "-repeat": {}, "-conditions": []})
        return dom.make("div", "fw-c fw-html")

    @property
    def dom_nodes(self) -> dict[str, Any]:
        element = self._fw.page.dom.element
        return {name: to_python(element(node)) for name, node in self._fw.values["-dom-nodes"].items()}

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(self._fw.values["-slots"])

    def add_component(
        self, component: Component, slot: str = DEFAULT, index: int | None = None, **unknown: Any
    ) -> None:
        if unknown:
            raise TypeError(
                f"HtmlTemplate.add_component() got unexpected layout properties: {', '.join(unknown)}"
            )
        self._fw_add(component, index, slot=slot or DEFAULT)
        self._fw_update_emptiness()

    def clear(self, slot: str | None = None) -> None:
        """Takes out the components of a slot, or all."""
        for component in self.get_components():
            if slot is None or component._fw.layout.get("slot") == slot:
                component.remove_from_parent()

    def _fw_remove(self, component: Component) -> None:
        super()._fw_remove(component)
        self._fw_update_emptiness()

    def _fw_place(self, component: Component, position: int) -> None:
        dom, inner = self._fw.page.dom, component._fw
        slot = inner.layout["slot"]
        same = [child for child in self._fw_kids[position + 1 :] if child._fw.layout.get("slot") == slot]
        before = next((child._fw.cell or child._fw.node for child in same), None)
        pattern = self._fw.values["-repeat"].get(slot)
        where = self._fw.values["-slots"].get(slot, self._fw.node)
        if pattern is None:
            dom.insert(where, inner.node, before)
            return
        inner.cell = dom.clone(pattern)
        dom.insert(inner.cell, inner.node)
        dom.insert(dom.get(where, "parentNode"), inner.cell, where if before is None else before)

    def _fw_apply_html(self, value: Any) -> None:
        page = self._fw.page
        dom = page.dom
        children = self.get_components()
        for child in children:
            self._fw_unplace(child)
        dom.empty(self._fw.node)
        dom.insert(self._fw.node, dom.parse(self._fw_html(str(value or ""))))
        slots: dict[str, Any] = {}
        repeat: dict[str, Any] = {}
        for node in dom.query(self._fw.node, "[anvil-slot-repeat]"):
            name = dom.get_attribute(node, "anvil-slot-repeat") or DEFAULT
            place = dom.make("template")  # the copies stand before it, where the pattern stood
            pattern = dom.clone(node)
            repeat[name] = pattern
            slots[name] = place
            page.dom.call(node, "replaceWith", place)
        for node in dom.query(self._fw.node, "[anvil-slot]"):
            slots[dom.get_attribute(node, "anvil-slot") or DEFAULT] = node
        names = {
            dom.get_attribute(node, "anvil-name") or "": node
            for node in dom.query(self._fw.node, "[anvil-name]")
        }
        self._fw.values.update({"-slots": slots, "-repeat": repeat, "-dom-nodes": names})
        self._fw.values["-conditions"] = [
            (node, dom.get_attribute(node, HIDE_IF_EMPTY), dom.get_attribute(node, SHOW_IF_EMPTY))
            for node in dom.query(self._fw.node, f"[{HIDE_IF_EMPTY}], [{SHOW_IF_EMPTY}]")
        ]
        for position in reversed(range(len(children))):  # each goes before the next one
            self._fw_place(children[position], position)
        self._fw_update_emptiness()
        if self._fw.mounted:
            self._fw_mounted()

    def _fw_html(self, text: str) -> str:
        if not text.startswith("@theme:"):
            return text
        name = text[len("@theme:") :]
        page = self._fw.page
        found = page.app.theme_html(name) if page.app is not None else None
        if found is not None:
            return found
        if name != "standard-page.html":
            page.errors.report(
                LookupError(f"The theme has no file {name!r}, which the html of a form asks for.")
            )
        return STANDARD_PAGE

    def _fw_update_emptiness(self) -> None:
        dom = self._fw.page.dom
        filled = {child._fw.layout.get("slot") for child in self._fw_children()}
        for node, full, empty in self._fw.values["-conditions"]:
            hidden = empty is not None and (empty or DEFAULT) in filled
            if full is not None and (full or DEFAULT) not in filled:
                hidden = hidden or not self._fw.page.designing  # else nothing could be dropped there
            dom.toggle_class(node, "fw-hidden", hidden)

    def _fw_mounted(self) -> None:
        self._fw.page.dom.run_scripts(self._fw.node)

    def call_js(self, js_function_name: str, *args: Any) -> Any:
        """Calls a JavaScript function of the page by its name."""
        from formwright.runtime.client.javascript import call

        return call(js_function_name, *args)
