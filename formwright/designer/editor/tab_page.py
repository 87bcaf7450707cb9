"""What one tab holds: a document, or a form with its design, code and template. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from formwright.designer.editor.document_view import SERVER_FOLDER, DocumentView
from formwright.designer.editor.surface import Mode, Surface
from formwright.designer.ui.icons import icon
from formwright.designer.ui.key_text import with_keys

_TITLES: dict[Mode, tuple[str, str, str]] = {
    "design": ("Design", "vector-square", "Draw the form"),
    "code": ("Code", "code-tags", "The form's Python code"),
    "split": ("Split", "view-split-vertical", "Design and code side by side"),
    "template": ("Template", "file-code-outline", "The form's template as text"),
}


class TabPage(QWidget):
    view_changed = Signal()

    def __init__(
        self,
        views: Sequence[DocumentView],
        form: str = "",
        surface: Surface | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`form` is the dotted name of the form whose files these are; with a surface it can be drawn."""
        super().__init__(parent)
        self.views = tuple(views)
        self.form = form
        self._surface = surface if form else None
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._holder = QWidget()
        holder = QVBoxLayout(self._holder)
        holder.setContentsMargins(0, 0, 0, 0)
        self.texts = QStackedWidget()
        for view in self.views:
            self.texts.addWidget(view)
        self._split.addWidget(self._holder)
        self._split.addWidget(self.texts)
        self.modes = self._find_modes()
        self.parts = QTabBar()
        self.parts.setDrawBase(False)
        self.parts.setExpanding(False)
        self.parts.setStyleSheet("QTabBar::tab { padding: 3px 12px; border: none; }")
        self.parts.setAccessibleName("Parts of the form")
        for mode in self.modes:
            title, symbol, _tip = _TITLES[mode]
            index = self.parts.addTab(title)
            if self._surface is not None:
                self.parts.setTabIcon(index, icon(symbol, "muted"))
        self.parts.setVisible(len(self.modes) > 1)
        self.parts.currentChanged.connect(self._on_part_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.parts)
        layout.addWidget(self._split, 1)
        self._mode: Mode = "code"
        self._apply(self.modes[0])

    def show_keys(self, keys_of: Callable[[str], str]) -> None:
        """`keys_of` says the keys of a command."""
        for index, mode in enumerate(self.modes):
            keys = keys_of(f"view.{mode}") if self._surface is not None else ""
            self.parts.setTabToolTip(index, with_keys(_TITLES[mode][2], keys))

    def _find_modes(self) -> tuple[Mode, ...]:
        texts: tuple[Mode, ...] = tuple("code" if _is_code(view) else "template" for view in self.views)
        if self._surface is None:
            return texts
        drawn: tuple[Mode, ...] = ("design", "code", "split") if "code" in texts else ("design",)
        return (*drawn, "template")

    # -- modes

    @property
    def mode(self) -> Mode:
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        if mode in self.modes:
            self.parts.setCurrentIndex(self.modes.index(mode))

    @property
    def shows_design(self) -> bool:
        return self._mode in ("design", "split") and self._surface is not None

    def take_surface(self) -> None:
        """This tab is in front: the drawing comes here if it is to be seen."""
        if self._surface is None:
            return
        layout = self._holder.layout()
        assert layout is not None
        if self.shows_design:
            layout.addWidget(self._surface.widget)
            self._surface.widget.show()
            self._surface.show_form(self.form)

    def current_view(self) -> DocumentView:
        return self.views[self.texts.currentIndex()]

    def view_of(self, path: str) -> DocumentView | None:
        return next((view for view in self.views if view.document.path == path), None)

    def show_view(self, view: DocumentView) -> None:
        """Its text comes to be seen; beside the drawing if that is how this form is looked at."""
        if self._mode == "split" and _is_code(view):
            return
        self.set_mode("code" if _is_code(view) else "template")

    def focus_place(self) -> QWidget:
        """What gets the focus when the tab comes to the front."""
        if self._mode == "design" and self._surface is not None:
            return self._surface.widget
        return self.current_view().editor

    # -- what it is

    @property
    def dirty(self) -> bool:
        return any(view.document.dirty for view in self.views)

    @property
    def is_form(self) -> bool:
        return any(not view.document.path.endswith(".py") for view in self.views) and len(self.views) > 1

    @property
    def is_server(self) -> bool:
        return self.views[0].document.path.startswith(SERVER_FOLDER)

    @property
    def title(self) -> str:
        """Modules are called what Python calls them; other files by their file name."""
        path = PurePosixPath(self.views[0].document.path)
        if path.suffix != ".py":
            return path.name
        return path.parent.name if path.name == "__init__.py" else path.stem

    def _on_part_changed(self, index: int) -> None:
        self._apply(self.modes[index])
        self.view_changed.emit()

    def _apply(self, mode: Mode) -> None:
        self._mode = mode
        wanted = "template" if mode == "template" else "code"
        for index, view in enumerate(self.views):
            if ("code" if _is_code(view) else "template") == wanted:
                self.texts.setCurrentIndex(index)
                break
        self._holder.setVisible(self.shows_design)
        self.texts.setVisible(mode != "design" or self._surface is None)
        if mode == "split" and self._split.sizes()[0] < 80:
            self._split.setSizes([600, 400])
        self.setFocusProxy(self.focus_place())


def _is_code(view: DocumentView) -> bool:
    return view.document.path.endswith(".py")
