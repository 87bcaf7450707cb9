"""Small apps written to disk for tests, and reading back what operations made of them."""

from __future__ import annotations

import textwrap
from pathlib import Path

from formwright.runtime.appfiles import Changes, apply_files, load_app
from formwright.runtime.spec.app import App

MANIFEST = """\
name: Shop
package_name: shop
startup: {type: form, module: Form1}  # opens first
runtime_options: {version: 2}
"""


def form(name: str, body: str = "pass", extra: str = "") -> str:
    return (
        f"from ._anvil_designer import {name}Template\n{extra}\n\n"
        f"class {name}({name}Template):\n    def __init__(self, **properties):\n"
        f"        self.init_components(**properties)\n{textwrap.indent(textwrap.dedent(body), ' ' * 8)}\n"
    )


def write_app(folder: Path, files: dict[str, str | bytes]) -> App:
    for path, content in {"anvil.yaml": MANIFEST, **files}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_app(folder)


def perform(app: App, changes: Changes) -> App:
    apply_files(app.folder, changes.files)
    return load_app(app.folder)


def text(app: App, path: str) -> str:
    return (app.folder / path).read_bytes().decode()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def quiet(_text: str, _fraction: float) -> None:
    """Progress that nobody watches."""
