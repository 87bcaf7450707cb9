"""Commands there are always: gallery, palette, preferences, theme, about, quit. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from formwright.designer.core.commands import Command, Commands
from formwright.designer.core.preferences import Preferences
from formwright.designer.shell.about import AboutDialog
from formwright.designer.shell.finding import show_palette
from formwright.designer.shell.preferences_dialog import PreferencesDialog
from formwright.designer.shell.window import Window
from formwright.designer.ui.theme import Theme

if TYPE_CHECKING:
    from formwright.designer.gallery import GalleryRoom


def add_general_commands(
    commands: Commands, window: Window, preferences: Preferences, theme: Theme, gallery: GalleryRoom
) -> None:
    def choose_theme(name: str) -> None:
        preferences.update(theme=name)

    def has_theme(name: str) -> bool:
        return preferences.values.theme == name

    commands.add(
        Command("file.open_folder", "Open folder…", gallery.open_folder, "Ctrl+O", menu="File",
                icon="folder-open-outline"),
        Command("file.preferences", "Preferences…",
                lambda: PreferencesDialog(preferences, commands, theme, window).open(),
                menu="File", group=6, icon="tune"),
        Command("file.quit", "Quit", window.close, "Ctrl+Q", menu="File", group=9, icon="exit-to-app"),
        Command("view.palette", "Command palette…", lambda: show_palette(window, commands), "Ctrl+Shift+P",
                menu="View", icon="magnify", palette=False),
        Command("help.about", "About Formwright", lambda: AboutDialog(window).open(), menu="Help",
                icon="information-outline"),
    )  # fmt: skip
    for name, title in (("system", "Follow the system"), ("light", "Light"), ("dark", "Dark")):
        commands.add(
            Command(
                f"view.theme_{name}",
                f"Theme: {title}",
                partial(choose_theme, name),
                checked=partial(has_theme, name),
                menu="View/Theme",
            )
        )
