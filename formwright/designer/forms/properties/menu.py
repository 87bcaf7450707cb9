"""What can be done with one property beyond entering a value. GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from formwright.designer.forms.properties.documentation import doc_of
from formwright.designer.forms.properties.editors.json_value import write_json
from formwright.designer.forms.properties.row import Row
from formwright.designer.forms.properties.subject import Shown
from formwright.designer.ui.icons import icon

_LONG = 60


def property_menu(
    row: Row, shown: Shown, *, editable: bool, unbind: Callable[[], object], reset: Callable[[str], object]
) -> QMenu:
    assert row.entry is not None
    key, spec, bound = row.entry.key, row.entry.spec, shown.binding is not None
    menu = QMenu(row.window())
    menu.addAction(spec.name).setEnabled(False)
    menu.addSeparator()

    def add(sign: str, words: str, run: Callable[[], object], enabled: bool) -> None:
        action = menu.addAction(icon(sign, "muted"), words)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False: run())

    if row.entry.bindable:
        add("link-variant", "Edit data binding" if bound else "Bind to data…", row.begin_binding, editable)
        if bound:
            add("link-variant-off", "Remove data binding", unbind, editable)
    add("restore", "Reset to default", lambda: reset(key), editable and (shown.is_set or bound))
    whole = shown.value not in (None, "") and not shown.mixed
    add("content-copy", "Copy value", lambda: _copy(shown.value), whole)
    if doc := doc_of(spec):
        menu.addSeparator()
        menu.addAction(doc if len(doc) < _LONG else f"{doc[: _LONG - 3].rstrip()}…").setEnabled(False)
    return menu


def _copy(value: object) -> None:
    QGuiApplication.clipboard().setText(value if isinstance(value, str) else write_json(value))
