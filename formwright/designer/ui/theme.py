"""Light and dark: the colours of everything, as tokens, a palette and a style sheet. GUI thread.

Widgets ask `tokens()` when they paint, or take colours from the palette; `Theme.changed` tells those that
must do more (the editor). Contrast of text against its background is at least 4.5:1 in both themes.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from formwright.designer.core.preferences import Preferences


@dataclass(frozen=True)
class Tokens:
    dark: bool
    window: str
    """Behind panels and toolbars."""
    base: str
    """Behind text and lists."""
    raised: str
    """Cards, buttons, menus."""
    hover: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    """Behind selected rows."""
    link: str
    success: str
    danger: str
    warning: str
    server: str
    """Everything that runs on the server: users never see this code."""
    server_soft: str

    def role(self, name: str) -> str:
        """The colour of a role, or the name itself when it is a colour already."""
        return name if name.startswith("#") else str(getattr(self, name))


LIGHT = Tokens(
    dark=False, window="#f4f5f7", base="#ffffff", raised="#ffffff", hover="#e9ebf0", border="#d5d9e0",
    text="#1c2128", muted="#5b6470", accent="#2f5bea", on_accent="#ffffff", accent_soft="#dfe7ff",
    link="#2450d6", success="#17803d", danger="#c2252d", warning="#9a5b00", server="#a0450c",
    server_soft="#fbe9dd",
)  # fmt: skip
DARK = Tokens(
    dark=True, window="#1d2026", base="#16181d", raised="#262a32", hover="#2f343e", border="#363c47",
    text="#e3e6eb", muted="#98a1ae", accent="#5b86ff", on_accent="#0c1330", accent_soft="#263a70",
    link="#86a6ff", success="#4fc778", danger="#ff7b7f", warning="#e5b04b", server="#f2965a",
    server_soft="#3b2a20",
)  # fmt: skip


CODE_FONTS = (
    "JetBrains Mono", "Cascadia Code", "SF Mono", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace",
)  # fmt: skip
"""The first that is installed is the font of code, where the user has chosen none."""


def tokens() -> Tokens:
    """The tokens of the theme in use."""
    return DARK if QApplication.palette().window().color().lightness() < 128 else LIGHT


def palette_of(colours: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for names, value in (
        ((role.Window, role.Button), colours.window),
        ((role.Base,), colours.base),
        ((role.AlternateBase, role.ToolTipBase), colours.raised),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), colours.text),
        ((role.PlaceholderText,), colours.muted),
        ((role.Highlight,), colours.accent_soft),
        ((role.HighlightedText,), colours.text),
        ((role.Accent,), colours.accent),
        ((role.Link, role.LinkVisited), colours.link),
        ((role.Mid, role.Midlight), colours.border),
        ((role.Light,), colours.raised),
        ((role.Dark,), colours.border),
        ((role.Shadow,), "#000000"),
    ):
        for name in names:
            palette.setColor(name, QColor(value))
    faded = QColor(colours.muted)
    faded.setAlphaF(0.7)
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, faded)
    return palette


class Theme(QObject):
    """Applies the preferred theme to the application and follows the system when asked to."""

    changed = Signal(object)

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        super().__init__(application)
        self._application = application
        self._preferences = preferences
        application.setStyle("Fusion")
        preferences.changed.connect(lambda _values: self._apply())
        application.styleHints().colorSchemeChanged.connect(lambda _scheme: self._apply())
        self._applied: Tokens | None = None
        self._system_font = QFont(application.font())
        self._interface_size = 0.0
        self._apply()

    @property
    def tokens(self) -> Tokens:
        return self._applied or LIGHT

    @property
    def system_size(self) -> int:
        """Points of the interface where nothing else was chosen."""
        return max(1, round(self._system_font.pointSizeF()))

    def monospace(self) -> QFont:
        """The font of code and consoles: the preferred one, or the first good one that is installed."""
        values = self._preferences.values
        font = QFont("monospace", values.font_size)
        font.setFamilies([*filter(None, (values.code_font,)), *CODE_FONTS])
        font.setStyleHint(QFont.StyleHint.Monospace)
        return font

    def _apply(self) -> None:
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        wanted = scheme.get(self._preferences.values.theme, Qt.ColorScheme.Unknown)
        hints = self._application.styleHints()
        hints.setColorScheme(wanted)
        dark = (hints.colorScheme() if wanted is Qt.ColorScheme.Unknown else wanted) is Qt.ColorScheme.Dark
        new = DARK if dark else LIGHT
        size = float(self._preferences.values.interface_size or self._system_font.pointSizeF())
        if new is self._applied and size == self._interface_size:
            return
        self._applied, self._interface_size = new, size
        font = QFont(self._system_font)
        font.setPointSizeF(size)
        self._application.setFont(font)
        self._application.setPalette(palette_of(new))
        from formwright.designer.ui.stylesheet import stylesheet

        self._application.setStyleSheet(stylesheet(new, size))
        self.changed.emit(new)
