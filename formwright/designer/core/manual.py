"""The manual that comes with the program: whether it was built, and which page is about what. No Qt.

Responsible for: the places in it that help leads to. `tools/manual`, which writes the pages, takes the names
of component pages and anchors from here; tests/docs holds both to it. May not: know widgets.
"""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "manual"
START = "index.html"
TUTORIAL = "tutorial/index.html"
HOW_TO = "howto/index.html"
REFERENCE = "reference/index.html"
COMPONENTS = "reference/components/index.html"
SHORTCUTS = "reference/shortcuts.html"
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


def module_page(module: str, name: str = "") -> str:
    place = f"#{module}.{name}" if name else ""
    return f"reference/anvil/{module}.html{place}"
