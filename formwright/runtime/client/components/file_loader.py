"""FileLoader: lets the user choose files."""

from __future__ import annotations

from typing import Any, ClassVar

from formwright.runtime.client.component import Component, DomTypes
from formwright.runtime.client.components.icons import IconAndText
from formwright.runtime.client.components.shared import (
    ALIGN,
    COMMON,
    ENABLED,
    FOCUS,
    FONT,
    HIDE,
    ICON,
    ICON_ALIGN,
    LAYOUT,
    LOST_FOCUS,
    SHOW,
    SPACING,
    TEXT,
)
from formwright.runtime.spec.components import ComponentSpec, EventSpec, PropertySpec

SPEC = ComponentSpec(
    "FileLoader",
    "A button with which the user chooses files.",
    (
        TEXT.but(default="Upload"),
        PropertySpec("multiple", "boolean", False),
        PropertySpec("file_types", default=None),
        PropertySpec("show_state", "boolean", True),
        PropertySpec("file", "object", None, read_only=True),
        PropertySpec("files", "object", None, read_only=True, writeback=True),
        ENABLED,
        ALIGN.but(default="center"),
        *FONT,
        *COMMON,
        ICON.but(default="fa:upload", group=""),
        ICON_ALIGN,
        *LAYOUT,
        SPACING,
    ),
    (SHOW, HIDE, FOCUS, LOST_FOCUS, EventSpec("change", ("file", "files"), default=True)),
    icon="fa:upload",
)


class FileLoader(IconAndText, Component, spec=SPEC):
    _fw_dom_types: ClassVar[DomTypes] = {"focus": ("focusin",), "lost_focus": ("focusout",)}

    def _fw_create(self, dom: Any) -> Any:
        values = self._fw.values
        classic = self._fw.page.names is not None
        node = dom.make("div", "fw-c fw-file-box" if classic else "fw-c fw-button-box")
        # A label around the input: the whole of it opens the selector, and the keyboard reaches the input.
        button = values["-button"] = dom.make("label", "fw-file" if classic else "fw-button fw-file")
        values["-text"] = dom.make("span", "fw-text fw-button-text", "Upload")
        field = values["-input"] = dom.make("input", "fw-file-input")
        dom.attribute(field, "type", "file")
        dom.insert(button, values["-text"])
        dom.insert(button, field)
        dom.insert(node, button)
        # What was chosen is kept here, so the component listens even when nobody else does.
        self._fw.listening.add("change")
        dom.attribute(field, "data-fw", self._fw.identity)
        dom.attribute(field, "data-fw-on", "change")
        values["-files"] = []
        self._fw_apply_icon("fa:upload")
        return node

    def _fw_surface(self) -> Any:
        return self._fw.values["-button"]

    def _fw_control(self) -> Any:
        return self._fw.values["-input"]

    def _fw_apply_enabled(self, value: Any) -> None:
        page = self._fw.page
        page.dom.set(self._fw_control(), "disabled", not value)
        if page.names is not None:
            page.dom.toggle_class(self._fw.node, page.names("anvil-disabled"), not value)

    @property
    def files(self) -> list[Any] | None:
        return list(self._fw.values["-files"]) or None

    @files.setter
    def files(self, value: Any) -> None:
        if not value:
            self.clear()
        else:
            self._fw_take(list(value))

    @property
    def file(self) -> Any:
        return next(iter(self._fw.values["-files"]), None)

    @file.setter
    def file(self, value: Any) -> None:
        self.files = None if value is None else [value]

    def clear(self) -> None:
        """Forgets the files that were chosen."""
        self._fw.page.dom.set(self._fw_control(), "value", "")
        self._fw_take([])

    def open_file_selector(self) -> None:
        """Opens the dialog for choosing files; browsers allow that only while a click is handled."""
        self._fw.page.dom.call(self._fw_control(), "click")

    def focus(self) -> None:
        """Gives it the keyboard."""
        self._fw.page.dom.call(self._fw_control(), "focus")

    def _fw_take(self, files: list[Any]) -> None:
        self._fw.values["-files"] = files
        if self._fw.values.get("show_state", True):
            text = self._fw.values.get("text", "Upload")
            if len(files) == 1:
                text = files[0].name or text
            elif files:
                text = f"{len(files)} files"
            self._fw.page.dom.text(self._fw.values["-text"], str(text or ""))

    def _fw_apply_multiple(self, value: Any) -> None:
        self._fw.page.dom.set(self._fw_control(), "multiple", bool(value))

    def _fw_apply_file_types(self, value: Any) -> None:
        self._fw.page.dom.attribute(self._fw_control(), "accept", str(value) if value else None)

    def _fw_dom_event(self, dom_type: str, detail: dict[str, Any]) -> None:
        if dom_type != "change":
            super()._fw_dom_event(dom_type, detail)
            return
        self._fw_take(self._fw.page.dom.files(self._fw_control()))
        self.raise_event("change", file=self.file, files=self.files or [])
