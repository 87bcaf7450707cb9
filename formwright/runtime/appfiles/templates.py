"""Templates of new apps: small apps that come with the program, and what a choice shows of each.

Responsible for: listing them, and giving the files of a new app made from one, under its own name.
May not: touch the disk but to read. Process: designer (a thread), command line.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from formwright.runtime.appfiles.manifest import MANIFEST
from formwright.runtime.appfiles.names import package_name
from formwright.runtime.appfiles.tree import SKIPPED_FOLDERS

FOLDER = Path(__file__).parents[2] / "templates"
DESCRIPTION = "template.json"
PICTURE = "template.png"
BLANK = "blank"


@dataclass(frozen=True)
class AppTemplate:
    name: str
    """For the command line: the folder's name."""
    title: str
    line: str
    folder: Path
    picture: Path
    name_file: str
    name_at: tuple[str | int, ...]
    """Where the app shows its own name: a file, and the place in it."""


def app_templates() -> tuple[AppTemplate, ...]:
    """In the order in which they are offered: the blank one first."""
    found = []
    for file in FOLDER.glob(f"*/{DESCRIPTION}"):
        data = json.loads(file.read_text("utf-8"))
        folder = file.parent
        name_file, place = data["name_at"]
        template = AppTemplate(
            folder.name, data["title"], data["line"], folder, folder / PICTURE, name_file, tuple(place)
        )
        found.append((data["order"], template))
    return tuple(template for _, template in sorted(found, key=lambda entry: entry[0]))


def files_of_new_app(template: AppTemplate, title: str) -> dict[str, bytes]:
    # Here, because the gallery lists templates long before it makes one.
    from formwright.runtime.appfiles.edit import Set, edit_yaml

    files = {
        path.relative_to(template.folder).as_posix(): path.read_bytes()
        for path in sorted(template.folder.rglob("*"))
        if path.is_file()
        and path.name not in (DESCRIPTION, PICTURE)
        and not SKIPPED_FOLDERS.intersection(path.relative_to(template.folder).parts)
    }
    files[MANIFEST] = edit_yaml(
        files[MANIFEST], [Set(("name",), title), Set(("package_name",), package_name(title))]
    )
    files[template.name_file] = edit_yaml(files[template.name_file], [Set(template.name_at, title)])
    return files
