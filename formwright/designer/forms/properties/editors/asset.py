"""Addresses: of an asset of the app, with a thumbnail, or any other. GUI thread.

Assets are written as `_/theme/NAME`, which is where apps are served with them.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from formwright.designer.core.forms.changes import UNSET
from formwright.designer.forms.properties.editors.asset_picker import PICTURES, AssetPicker, thumbnail
from formwright.designer.forms.properties.editors.cell import LineEditor
from formwright.designer.forms.properties.subject import Shown
from formwright.designer.ui.icons import icon
from formwright.runtime.appfiles import OperationError
from formwright.runtime.spec.app import Json

PREFIX = "_/theme/"
ASSETS = "theme/assets"


class AssetEditor(LineEditor):
    def __init__(self) -> None:
        super().__init__()
        self._sample: QPixmap | None = None
        self._sample_of = ""
        self.field.set_signs(self._paint_sample, "folder-image")

    def empty_words(self) -> str:
        return "asset or address"

    def read(self, text: str) -> Json:
        text = text.strip()
        if not text:
            return UNSET
        known = self.surroundings.app.theme.asset(text) if self.surroundings is not None else None
        return f"{PREFIX}{text}" if known is not None else text

    def write(self, value: Json) -> str:
        """Assets by their names: the prefix would hide what differs."""
        text = str(value or "")
        name = text.lstrip("/").removeprefix(PREFIX)
        known = self.surroundings is not None and self.surroundings.app.theme.asset(name) is not None
        return name if known and text.lstrip("/").startswith(PREFIX) else text

    def show_value(self, shown: Shown) -> None:
        super().show_value(shown)
        name = "" if shown.mixed else self._asset_of(shown.value)
        if name != self._sample_of:
            self._sample_of = name
            self._sample = thumbnail(self._folder() / name, QSize(32, 32)) if name else None
            self.field.update()

    def _asset_of(self, value: Json) -> str:
        text = self.write(value)
        known = self.surroundings is not None and self.surroundings.app.theme.asset(text) is not None
        return text if known else ""

    def _folder(self) -> Path:
        assert self.surroundings is not None
        return self.surroundings.designs.project.folder / ASSETS

    def _paint_sample(self, painter: QPainter, rect: QRect) -> None:
        if self._sample is None:
            icon("image-outline", "muted").paint(painter, rect)
            return
        size = self._sample.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(rect.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, self._sample)

    def open_picker(self) -> None:
        if self.surroundings is None or self.field.isReadOnly():
            return
        assets = [asset.path for asset in self.surroundings.app.theme.assets]
        current = "" if self._shown.mixed else self._asset_of(self._shown.value)
        picker = AssetPicker(self.field, self._folder(), assets, current)
        picker.picked.connect(self._pick)
        picker.file_wanted.connect(self._ask_file)
        picker.open_below()
        picker.first.setFocus()

    def _pick(self, name: str) -> None:
        self._dirty = False
        self.edited.emit(f"{PREFIX}{name}" if name else UNSET)
        self.committed.emit()

    def _ask_file(self) -> None:
        assert self.surroundings is not None
        kinds = f"Pictures ({' '.join('*' + suffix for suffix in PICTURES)});;All files (*)"
        file = self.surroundings.choose_file(self, "Add a picture to the app", kinds)
        if file is None:
            return
        try:
            path = self.surroundings.designs.project.edits.add_asset(file)
        except OperationError as error:
            self.refused.emit(f"{error.message} {error.remedy}")
        except OSError as error:
            self.refused.emit(f"{file.name} could not be added: {error.strerror or error}")
        else:
            self._pick(path.removeprefix(f"{ASSETS}/"))
