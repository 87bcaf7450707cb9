"""Material Design icons that follow the theme: drawn from the font bundled with qtawesome. GUI thread.

qtawesome itself is not imported: it costs 200 ms at start, the font 17. The colour is looked up when the
icon is painted, so a change of theme needs no new icons.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from formwright.designer.ui.theme import tokens


@cache
def _font() -> tuple[str, dict[str, str]]:
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise RuntimeError("qtawesome is not installed; run the set-up again.")
    folder = Path(spec.origin).parent / "fonts"
    charmap = json.loads(next(folder.glob("materialdesignicons6*charmap*.json")).read_text("utf-8"))
    number = QFontDatabase.addApplicationFont(str(next(folder.glob("materialdesignicons6*.ttf"))))
    return QFontDatabase.applicationFontFamilies(number)[0], charmap


class _Engine(QIconEngine):
    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        family, charmap = _font()
        font = QFont(family)
        font.setPixelSize(round(rect.height() * 0.96))
        colour = QColor(tokens().role(self._colour))
        if mode == QIcon.Mode.Disabled:
            colour.setAlphaF(0.35)
        painter.save()
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chr(int(charmap[self._name], 16)))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        image = QPixmap(size)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return image

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour)


def icon(name: str, colour: str = "text") -> QIcon:
    """`name` as at pictogrammers.com/library/mdi; `colour` is a role of `theme.Tokens` or "#rrggbb"."""
    return QIcon(_Engine(name, colour))


def app_mark() -> QIcon:
    """Formwright's own picture, in its own colours."""
    return QIcon(str(Path(__file__).with_name("images") / "formwright.svg"))
