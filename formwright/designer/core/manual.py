"""The manual that comes with the program: whether it was built, and which page is about what. No Qt.

Responsible for: the places in it that help leads to. `tools/manual`, which writes the pages, takes the names
of component pages and anchors from here; tests/docs holds both to it. May not: know widgets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "manual"
NAMES = "names.json"
START = "index.html"
TUTORIAL = "tutorial/index.html"
HOW_TO = "howto/index.html"
REFERENCE = "reference/index.html"
COMPONENTS = "reference/components/index.html"
SHORTCUTS = "reference/shortcuts.html"
SETTINGS = "reference/settings.html"
CUSTOM_COMPONENTS = "howto/custom-components.html"
PLACES = {
    "tree": "explanation/modules.html",
    "editor": "howto/designing-forms.html",
    "outline": "howto/designing-forms.html#change-them",
    "preview": "tutorial/example.html#what-you-are-looking-at",
    "toolbox": "howto/designing-forms.html#put-components-on-it",
    "properties": "howto/designing-forms.html#change-them",
    "consoles": "howto/consoles.html",
    "consoles.output": "howto/consoles.html#output",
    "consoles.server": "howto/consoles.html#server",
    "consoles.calls": "howto/consoles.html#calls",
    "consoles.python": "howto/consoles.html#python",
    "consoles.problems": "howto/consoles.html#problems",
    "tasks": "howto/tasks.html#in-the-designer",
    "packages": "howto/packages.html",
    "uplink": "howto/uplink.html",
    "settings": SETTINGS,
    "gallery": "tutorial/example.html",
}
"""Panels and dialogs of the designer, and the page that each is explained on."""
MODULES = (
    "anvil", "anvil.server", "anvil.media", "anvil.http", "anvil.js", "anvil.image", "anvil.tz",
    "anvil.history", "anvil.script", "anvil.designer",
)  # fmt: skip
"""The modules that have a page, most general first."""

NOT_BUILT = "The manual is not here."
REMEDY = (
    "It is made when Formwright is set up. In the folder of Formwright's sources, run "
    "“python3 dev.py docs”; then open this window again."
)


def is_built(folder: Path = FOLDER) -> bool:
    return (folder / START).is_file()


def page_name(component: str) -> str:
    """The name of a component's page, without folder and ending."""
    return component.lower().replace(".", "-")


def anchor(kind: str, name: str) -> str:
    """The place of a property, an event or a setting on its page, as HTML allows it."""
    return re.sub(r"[^a-z0-9]+", "-", f"{kind}-{name}".lower()).strip("-")


def component_page(component: str, kind: str = "", name: str = "") -> str:
    """The page of a component; with a `kind` (`property`, `event`, `layout`) the place of one of its own."""
    place = f"#{anchor(kind, name)}" if kind else ""
    return f"reference/components/{page_name(component)}.html{place}"


def names(folder: Path = FOLDER) -> Mapping[str, str]:
    """The documented names, such as `anvil.server.call`, and their pages; none when it was not built."""
    try:
        found = json.loads((folder / NAMES).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(page) for name, page in found.items()} if isinstance(found, dict) else {}


def page_of_word(code: str, known: Mapping[str, str]) -> str:
    """The page of what a piece of code such as `server.call` names, or ""."""
    words = code.split(".")
    while words:
        spoken = ".".join(words)
        for module in ("", *(f"{each}." for each in MODULES)):
            if page := known.get(f"{module}{spoken}"):
                return page
        words.pop()
    return ""


def module_page(module: str, name: str = "") -> str:
    place = f"#{module}.{name}" if name else ""
    return f"reference/anvil/{module}.html{place}"
