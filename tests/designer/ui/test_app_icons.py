"""Icons of apps: what is offered is what the fonts delivered to browsers can draw."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from formwright.designer.ui.app_icons import draw_app_icon, icon_names, sign_of
from formwright.runtime.client.components import CLASSES


@pytest.mark.usefixtures("qapp")
def test_names_are_those_of_the_fonts() -> None:
    names = icon_names()
    assert len([name for name in names if name.startswith("fa:")]) > 1000
    assert len([name for name in names if name.startswith("mi:")]) > 1000
    assert {"fa:rocket", "fa:star-o", "fa:github", "mi:home", "mi:account_circle"} <= set(names)
    assert "fa:discord" not in names  # `fa fa-discord` is solid, and only the brands have it
    assert sign_of("fa:nothing-like-it") is None and sign_of("") is None
    assert sign_of("mi:account-circle") == sign_of("mi:account_circle")


@pytest.mark.usefixtures("qapp")
def test_every_component_has_an_icon() -> None:
    missing = [
        kind._fw_spec.name for kind in CLASSES if kind._fw_spec.icon and not sign_of(kind._fw_spec.icon)
    ]
    assert not missing


@pytest.mark.parametrize("name", ["fa:rocket", "fa:star-o", "fa:github", "mi:home", "mi:account_circle"])
def test_one_sign_is_drawn(qapp: QApplication, name: str) -> None:
    image = QImage(64, 32, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_app_icon(painter, QRect(20, 4, 24, 24), name, QColor("black"))
    painter.end()
    inked = [x for x in range(64) for y in range(32) if image.pixelColor(x, y).alpha() > 128]
    assert inked and min(inked) >= 18 and max(inked) <= 46, f"{name} is no single sign: {qapp}"
