"""The panels around the editor: docked, floated, tabbed, hidden, and as the user left them. GUI thread.

The only module that knows QtAds. Its own style sheet is switched off before the manager is made: it would
override ours and make inactive tabs unreadable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import PySide6QtAds as ads  # type: ignore[import-untyped]  # its wheel has no type information
from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from formwright.designer.ui.icons import icon

LAYOUT_VERSION = 3
"""Raise it when docks are renamed or a new default layout must win over saved ones."""


@dataclass(frozen=True)
class Panel:
    name: str
    title: str
    widget: QWidget
    area: str
    """left, right, bottom or centre; the centre has no title and is always there."""
    icon: str = ""
    width: int = 0
    height: int = 0
    """At first; 0 takes what is left."""
    under: str = ""
    """The panel below which it stands, in the same column."""
    tab_of: str = ""
    """The panel whose place it shares, as a tab behind it."""
    beside: str = ""
    """The panel to the left of which it stands."""


class Docks(QWidget):
    def __init__(self, panels: Sequence[Panel]) -> None:
        super().__init__()
        manager = ads.CDockManager
        flags = manager.eConfigFlag
        for flag in (flags.OpaqueSplitterResize, flags.FocusHighlighting, flags.XmlCompressionEnabled):
            manager.setConfigFlag(flag, True)
        manager.setConfigFlag(flags.DisableStylesheet, True)
        manager.setConfigFlag(flags.DockAreaHasUndockButton, False)
        manager.setConfigFlag(flags.DockAreaHasTabsMenuButton, False)
        manager.setConfigFlag(flags.AllTabsHaveCloseButton, False)
        manager.setConfigFlag(flags.ActiveTabHasCloseButton, False)
        self._manager = ads.CDockManager(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._manager)
        provider = self._manager.iconProvider()
        provider.registerCustomIcon(ads.DockAreaCloseIcon, icon("close", "muted"))
        provider.registerCustomIcon(ads.TabCloseIcon, icon("close", "muted"))
        provider.registerCustomIcon(ads.DockAreaMenuIcon, icon("chevron-down", "muted"))
        self._docks: dict[str, ads.CDockWidget] = {}
        self._centre = ""
        for panel in sorted(panels, key=lambda item: item.area != "centre"):
            self._add(panel)
        self._set_sizes(panels)
        self._default = self._manager.saveState(LAYOUT_VERSION)

    def save(self) -> bytes:
        return bytes(self._manager.saveState(LAYOUT_VERSION).data())

    def restore(self, state: bytes) -> bool:
        """False, and nothing changed, when the state is of another version or garbage."""
        return bool(self._manager.restoreState(QByteArray(state), LAYOUT_VERSION))

    def reset(self) -> None:
        self._manager.restoreState(self._default, LAYOUT_VERSION)

    def is_shown(self, name: str) -> bool:
        return not self._docks[name].isClosed()

    def toggle(self, name: str) -> None:
        dock = self._docks[name]
        dock.toggleView(dock.isClosed())

    def reveal(self, name: str) -> None:
        """Shows the panel, in front of those it shares a place with, and gives it the focus."""
        self.show_panel(name)
        self._docks[name].widget().setFocus()

    def show_panel(self, name: str) -> None:
        """The same, and the focus stays where it is."""
        dock = self._docks[name]
        if dock.isClosed():
            dock.toggleView(True)
        dock.setAsCurrentTab()

    def float_panel(self, name: str) -> None:
        """In a window of its own."""
        self._docks[name].setFloating()

    def names(self) -> tuple[str, ...]:
        return tuple(self._docks)

    def focused(self) -> str:
        """The panel with the focus, or ""."""
        focus = self.window().focusWidget()
        for name, dock in self._docks.items():
            if focus is not None and dock.isAncestorOf(focus):
                return name
        return ""

    def _add(self, panel: Panel) -> None:
        dock = ads.CDockWidget(self._manager, panel.title)
        dock.setObjectName(panel.name)
        dock.setWidget(panel.widget, ads.CDockWidget.ForceNoScrollArea)
        if panel.icon:
            dock.setIcon(icon(panel.icon, "muted"))
        self._docks[panel.name] = dock
        if panel.area == "centre":
            dock.setFeature(ads.CDockWidget.NoTab, True)
            self._centre = panel.name
            self._manager.setCentralWidget(dock)
            return
        areas = {
            "left": ads.LeftDockWidgetArea,
            "right": ads.RightDockWidgetArea,
            "bottom": ads.BottomDockWidgetArea,
        }
        if panel.tab_of:
            first = self._docks[panel.tab_of]
            self._manager.addDockWidgetTabToArea(dock, first.dockAreaWidget())
            first.setAsCurrentTab()
        elif panel.under:
            self._manager.addDockWidget(
                ads.BottomDockWidgetArea, dock, self._docks[panel.under].dockAreaWidget()
            )
        elif panel.beside:
            self._manager.addDockWidget(
                ads.LeftDockWidgetArea, dock, self._docks[panel.beside].dockAreaWidget()
            )
        elif panel.area == "bottom":
            # Below the editor only, so that the preview keeps the whole height.
            self._manager.addDockWidget(areas["bottom"], dock, self._docks[self._centre].dockAreaWidget())
        else:
            self._manager.addDockWidget(areas[panel.area], dock)

    def _set_sizes(self, panels: Sequence[Panel]) -> None:
        """Panels get the size they ask for, the others what is left."""
        areas = {self._docks[panel.name].dockAreaWidget(): panel for panel in panels}
        splitters = {area.parentSplitter() for area in areas}
        for splitter in [*splitters, *(each.parentWidget() for each in splitters)]:
            if isinstance(splitter, QSplitter):
                upright = splitter.orientation() == Qt.Orientation.Vertical
                rows = [splitter.widget(row) for row in range(splitter.count())]
                sizes = [_wanted(row, areas, upright) for row in rows]
                total = 860 if upright else 1440
                left = max(200, (total - sum(sizes)) // max(1, sizes.count(0)))
                splitter.setSizes([size or left for size in sizes])

    def sizeHint(self) -> QSize:
        return QSize(1400, 860)

    def close_all(self) -> None:
        """Before the rooms are destroyed: floating panels are windows of their own."""
        for dock in self._docks.values():
            if dock.isFloating():
                dock.closeDockWidget()
        self._manager.deleteLater()


def _wanted(widget: QWidget | None, areas: Mapping[QWidget, Panel], upright: bool) -> int:
    """Height or width that a dock area, or a splitter with several, asks for; 0: whatever is left."""
    if widget is None:
        return 0
    if widget in areas:
        return areas[widget].height if upright else areas[widget].width
    parts = [area for area in areas if widget.isAncestorOf(area)]
    sizes = [areas[area].height if upright else areas[area].width for area in parts]
    return max(sizes) if sizes and all(sizes) else 0
