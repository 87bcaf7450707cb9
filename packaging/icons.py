"""The program's icon in the formats of each system, drawn from the one SVG. Needs no display."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SVG = Path(__file__).parents[1] / "formwright" / "designer" / "ui" / "images" / "formwright.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def draw(size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SVG)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def make(folder: Path) -> None:
    """formwright.ico, formwright.icns and formwright-SIZE.png."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication.instance() or QGuiApplication(["", "-platform", "offscreen"])
    for size in SIZES:
        _save(draw(size), folder / f"formwright-{size}.png")
    _save(draw(256), folder / "formwright.ico")
    _save(draw(512), folder / "formwright.icns")
    del application


def _save(image: QImage, file: Path) -> None:
    if not image.save(str(file)):
        raise SystemExit(f"Qt cannot write {file.name}: its plugin for {file.suffix} is missing.")


if __name__ == "__main__":
    make(Path(__file__).parents[1] / "build" / "icons")
