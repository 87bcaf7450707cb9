"""The `theme/` folder turned into the Theme model.

Responsible for: colours, roles and the list of assets. May not: read the bytes of assets (they may be large,
and delivery streams them) or change anything. Process: designer, host, command line.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from formwright.runtime.appfiles.tree import walk_files
from formwright.runtime.spec.app import Asset, Json, Role, Theme

PARAMETERS = "theme/parameters.yaml"
ASSETS = "theme/assets"


def read_theme(folder: Path, parameters: Json) -> Theme:
    data = parameters if isinstance(parameters, dict) else {}
    scheme = data.get("color_scheme")
    colors = scheme.get("colors") if isinstance(scheme, dict) else None
    return Theme(
        colors=dict(_colors(colors)),
        roles=tuple(_roles(data.get("roles"))),
        assets=tuple(_assets(folder)),
        parameters=data,
    )


def _colors(entries: Json) -> Iterator[tuple[str, str]]:
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get("name"), str) and entry.get("color") is not None:
            yield entry["name"], str(entry["color"])


def _roles(entries: Json) -> Iterator[Role]:
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            continue
        components = entry.get("components")
        names = components if isinstance(components, list) else []
        title = entry.get("title")
        yield Role(
            entry["name"],
            title if isinstance(title, str) else entry["name"],
            tuple(str(name) for name in names),
        )


def _assets(folder: Path) -> Iterator[Asset]:
    for path in walk_files(folder, ASSETS):
        state = (folder / path).stat()
        yield Asset(path[len(ASSETS) + 1 :], state.st_size, f"{state.st_mtime_ns:x}-{state.st_size:x}")
