"""The gallery: apps to start from.

Responsible for: listing the example apps that come with the program, with what a card shows of each.
May not: open or run them. Process: designer and command line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "examples"
DESCRIPTION = "example.json"
PICTURE = "example.png"


@dataclass(frozen=True)
class ExampleApp:
    name: str  # for the command line: the folder's name
    title: str
    line: str  # one sentence: what the app does
    teaches: str  # and what one learns from reading it
    tags: tuple[str, ...]
    folder: Path
    picture: Path | None


def examples(folder: Path = FOLDER) -> tuple[ExampleApp, ...]:
    """In the order of the gallery."""
    return tuple(example for _, example in sorted(_read(folder), key=lambda entry: entry[0]))


def find_example(name: str) -> ExampleApp | None:
    """By folder name or title, in any spelling: `Global variables`, `global-variables`."""
    wanted = _plain(name)
    return next((e for e in examples() if wanted in (_plain(e.name), _plain(e.title))), None)


def _read(folder: Path) -> Iterator[tuple[tuple[int, str], ExampleApp]]:
    for path in folder.glob(f"*/{DESCRIPTION}"):
        data = json.loads(path.read_text("utf-8"))
        home = path.parent
        picture = home / PICTURE
        example = ExampleApp(
            home.name,
            data["title"],
            data["line"],
            data["teaches"],
            tuple(data.get("tags", ())),
            home,
            picture if picture.is_file() else None,
        )
        yield (data.get("order", 1000), example.title), example


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", " ").replace("_", " ")
