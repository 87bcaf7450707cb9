"""RepeatingPanel: one form for every item of a list; in a DataGrid, only those of the current page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from formwright.runtime.client.component import Component
from formwright.runtime.client.components.data_row_panel import rows_below
from formwright.runtime.client.components.row_source import RowSource
from formwright.runtime.client.components.shared import COMMON, HIDE, LAYOUT, MARGIN, SHOW
from formwright.runtime.client.container import Container, check_free
from formwright.runtime.client.forms import FormBehaviour
from formwright.runtime.client.lifecycle import mount, unmount
from formwright.runtime.client.mould import Mould
from formwright.runtime.spec.components import ComponentSpec, PropertySpec

SPEC = ComponentSpec(
    "RepeatingPanel",
    "Repeats a form for each item of a list.",
    (
        PropertySpec("item_template", "form"),
        PropertySpec("items", "object", None, binding_default=True),
        *COMMON,
        *LAYOUT,
        MARGIN,
    ),
    (SHOW, HIDE),
    container=True,
    group="Layout",
    icon="fa:list",
)


class RepeatingPanel(Container, spec=SPEC):
    def _fw_create(self, dom: Any) -> Any:
        self._fw.values["-rows"] = RowSource(())
        return dom.make("div", "fw-c fw-repeating")

    def add_component(self, component: Component, index: Any = None, **layout: Any) -> None:  # noqa: ARG002
        raise ValueError("A RepeatingPanel makes its components from `items`; nothing can be added to it.")

    @property
    def _fw_rows(self) -> RowSource:
        rows: RowSource = self._fw.values["-rows"]
        return rows

    def _fw_apply_items(self, value: Any) -> None:
        self._fw.values["-rows"] = RowSource(() if value is None else value)
        self._fw_rebuild()

    def _fw_apply_item_template(self, value: Any) -> None:  # noqa: ARG002 (read from the values)
        self._fw_rebuild()

    def _fw_rebuild(self) -> None:
        pages = paginator_of(self)
        if pages is not None:
            self._fw.values["-shown"] = None
            pages()
        else:
            self._fw_make_rows(0, None)

    def _fw_show_rows(self, start: int, stop: int | None) -> None:
        """The grid shows these rows. Rows that are already there stay as they are."""
        if self._fw.values.get("-shown") != (start, stop):
            self._fw_make_rows(start, stop)

    def _fw_make_rows(self, start: int, stop: int | None) -> None:
        self._fw.values["-shown"] = (start, stop)
        if self._fw.page.designing and "-held" in self._fw.values:
            return
        make = self._fw_maker()
        self.clear()
        if make is None:
            return
        if isinstance(make, type) and issubclass(make, FormBehaviour) and "_fw_mould" not in vars(make):
            make._fw_mould = Mould()
        made: list[Component] = []
        try:
            for item in self._fw_rows.window(start, stop):
                made.append(self._fw_put(make(item=item)))
        finally:  # also when the code of a row fails: those before it are shown
            self._fw.page.dom.append(self._fw.node, [row._fw.node for row in made])
            if self._fw.mounted:
                mount(self)

    def _fw_maker(self) -> Callable[..., Any] | None:
        template = self.item_template
        if isinstance(template, str):
            app = self._fw.page.app
            template = app.form_reference(template, None) if app is not None and template else None
        return template if callable(template) else None

    def _fw_hold(self, row: Component | None) -> None:
        """On the canvas one row stands for all, whatever the items; None takes it away."""
        self.clear()
        self._fw.values["-held"] = True
        if row is None:
            return
        self._fw.page.dom.append(self._fw.node, [self._fw_put(row)._fw.node])
        for each in rows_below(row):
            each._fw_lay_out()
        if self._fw.mounted:
            mount(row)

    def _fw_put(self, row: Component) -> Component:
        check_free(row, self)
        row._fw.parent = self
        self._fw_kids.append(row)
        row._fw_entering(None)
        return row

    def clear(self) -> None:
        rows = list(self._fw_kids)
        self._fw_kids.clear()
        self._fw.page.dom.empty(self._fw.node)
        for row in rows:
            row._fw.parent = None
            if row._fw.mounted:
                unmount(row)


def paginator_of(panel: Component) -> Callable[[], None] | None:
    """What the grid around wants to know of changes; rows in a row belong to their row, not to the grid."""
    parent = panel._fw.parent
    while parent is not None and not isinstance(parent, RepeatingPanel):
        changed = getattr(type(parent), "_fw_rows_changed", None)
        if changed is not None:
            return parent._fw_rows_changed  # type: ignore[no-any-return]  # attributes of components are Any
        parent = parent._fw.parent
    return None
