"""The icons that apps can show, `fa:NAME` and `mi:NAME`, as the browser draws them. GUI thread.

Names and signs come from the style sheet and the fonts that are delivered to browsers (`formwright/web`), so
what is offered here is what an app will show. Icons of the designer itself are in `icons.py`.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import ascii_lowercase, digits

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap, QRawFont

import formwright
from formwright.designer.ui.theme import tokens

_WEB = Path(formwright.__file__).with_name("web")
_FONTS = {
    "solid": "fa-solid-900.woff2", "regular": "fa-regular-400.woff2", "brands": "fa-brands-400.woff2",
    "material": "material-icons.woff2",
}  # fmt: skip
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NAME = re.compile(r"^\.(?:fa\.)?fa-([\w-]+)$")
_SIGN = re.compile(r'--fa:"(?:\\([0-9a-f]+)|([^"\\]))')
_SMALL = ascii_lowercase + digits + "_"


@dataclass(frozen=True)
class Sign:
    """What draws an icon: a text in a font, which may be one character or a word that is drawn as one."""

    font: str
    text: str


@cache
def icon_names() -> tuple[str, ...]:
    """All of them with their prefix, sorted, Font Awesome's first, digits after letters."""

    def rank(name: str) -> tuple[bool, str]:
        return name[0].isdigit() or len(name) == 1, name

    awesome, material = sorted(_awesome(), key=rank), sorted(_material(), key=rank)
    return (*(f"fa:{name}" for name in awesome), *(f"mi:{name}" for name in material))


def sign_of(name: str) -> Sign | None:
    prefix, _, rest = name.partition(":")
    if prefix == "fa":
        return _awesome().get(rest)
    if prefix == "mi" and rest.replace("-", "_") in _material_set():
        return Sign("material", rest.replace("-", "_"))
    return None


@cache
def _awesome() -> dict[str, Sign]:
    """Those that the sheet really draws: `fa fa-NAME` is solid unless a rule of that name says otherwise."""
    try:
        sheet = (_WEB / "icons.css").read_text("utf-8")
    except OSError:
        return {}
    texts: dict[str, str] = {}
    fonts: dict[str, str] = {}
    for selectors, body in _RULE.findall(sheet):
        found = _SIGN.search(body)
        font = "brands" if 'Brands"' in body else "regular" if 'Free"' in body and ":400" in body else ""
        for selector in selectors.split(","):
            if named := _NAME.search(selector.strip()):
                name = named[1]
                if found is not None:
                    texts[name] = chr(int(found[1], 16)) if found[1] else found[2]
                if font and ".fa.fa-" in selector:
                    fonts[name] = font
    raw = {font: QRawFont(str(_WEB / "fonts" / _FONTS[font]), 16) for font in ("solid", "regular", "brands")}
    signs = {name: Sign(fonts.get(name, "solid"), text) for name, text in texts.items()}
    return {name: sign for name, sign in signs.items() if raw[sign.font].supportsCharacter(ord(sign.text))}


@cache
def _material_set() -> frozenset[str]:
    return frozenset(_material())


@cache
def _material() -> tuple[str, ...]:
    """Names are the ligatures of the font: words that it draws as one sign."""
    raw = QRawFont(str(_WEB / "fonts" / _FONTS["material"]), 16)
    if not raw.isValid():
        return ()
    letters = dict(zip(raw.glyphIndexesForString(_SMALL), _SMALL, strict=False))
    return tuple(sorted(_ligatures(bytes(raw.fontTable("GSUB").data()), letters)))


def _ligatures(table: bytes, letters: dict[int, str]) -> list[str]:
    """Lookups of type 4 in the table GSUB: learn.microsoft.com/typography/opentype/spec/gsub."""

    def words(offset: int, count: int) -> tuple[int, ...]:
        return struct.unpack_from(f">{count}H", table, offset)

    if len(table) < 10:
        return []
    lookups = words(8, 1)[0]
    found = []
    for lookup in words(lookups + 2, words(lookups, 1)[0]):
        start = lookups + lookup
        kind, _flag, count = words(start, 3)
        for offset in words(start + 6, count):
            sub, sub_kind = start + offset, kind
            if kind == 7:  # points to one that may be far away
                sub_kind, high, low = words(sub + 2, 3)
                sub += (high << 16) + low
            if sub_kind == 4:
                found += _ligatures_of(words, sub, letters)
    return found


Words = Callable[[int, int], tuple[int, ...]]


def _ligatures_of(words: Words, sub: int, letters: dict[int, str]) -> list[str]:
    _format, coverage, sets = words(sub, 3)
    firsts = _coverage(words, sub + coverage)
    found = []
    for first, offset in zip(firsts, words(sub + 6, sets), strict=False):
        base = sub + offset
        for ligature in words(base + 2, words(base, 1)[0]):
            _glyph, count = words(base + ligature, 2)
            glyphs = (first, *words(base + ligature + 4, count - 1))
            if all(glyph in letters for glyph in glyphs):
                found.append("".join(letters[glyph] for glyph in glyphs))
    return found


def _coverage(words: Words, offset: int) -> list[int]:
    form, count = words(offset, 2)
    if form == 1:
        return list(words(offset + 4, count))
    glyphs: list[int] = []
    for number in range(count):
        first, last, _index = words(offset + 4 + number * 6, 3)
        glyphs += range(first, last + 1)
    return glyphs


# --- drawing


@cache
def _family(font: str) -> tuple[str, str]:
    """Family and style. Both styles of Font Awesome Free have one family."""
    number = QFontDatabase.addApplicationFont(str(_WEB / "fonts" / _FONTS[font]))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    style = {"solid": "Solid", "regular": "Regular"}.get(font, "")
    return (families[0] if families else "", style)


def draw_app_icon(painter: QPainter, rect: QRect | QRectF, name: str, colour: QColor) -> None:
    """Nothing is drawn for a name that there is not."""
    sign = sign_of(name)
    if sign is None:
        return
    family, style = _family(sign.font)
    font = QFont(family)
    if style:
        font.setStyleName(style)
        font.setWeight(QFont.Weight.Black if style == "Solid" else QFont.Weight.Normal)
    font.setPixelSize(max(1, round(rect.height() * (1.0 if sign.font == "material" else 0.86))))
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    # A word that is drawn as one sign is measured by its letters, so the place must not clip it.
    place = QRectF(rect).adjusted(-rect.height(), -2, rect.height(), 2)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, sign.text)
    painter.restore()


class _Engine(QIconEngine):
    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        colour = QColor(tokens().role(self._colour))
        if mode == QIcon.Mode.Disabled:
            colour.setAlphaF(0.35)
        draw_app_icon(painter, rect, self._name, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        image = QPixmap(size)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return image

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour)


def app_icon(name: str, colour: str = "text") -> QIcon:
    """`name` as properties have it; `colour` is a role of `theme.Tokens` or "#rrggbb"."""
    return QIcon(_Engine(name, colour))
