"""Builds the manual as plain files. Responsible for: the folder, warnings as errors, what was left over.

`docs/` is copied and generated pages are added, so that nothing generated lies among what people write; the
copy and Sphinx's notes stay in `build/manual`, which makes the next build quick. The finished pages go to
their place only when all of them were built without a warning.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.cmd.build import build_main

from formwright.designer.core import manual
from formwright.runtime.client.components import SPECS
from tools.manual.api_pages import api_pages, every_entry
from tools.manual.command_line_page import command_line_page
from tools.manual.component_pages import component_pages
from tools.manual.settings_page import settings_page
from tools.manual.shortcuts_page import registered_commands, shortcuts_page

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SCRATCH = ROOT / "build" / "manual"
#: Files of the program that pages show.
SHOWN = {"contributing/spacer.py": ROOT / "formwright" / "runtime" / "client" / "components" / "spacer.py"}
#: What Sphinx writes for other builds and for itself.
_NOT_SHOWN = (".buildinfo", "objects.inv")


def generated_pages() -> Iterator[tuple[str, str]]:
    """Path below the manual and text of each file that comes from the program."""
    yield from component_pages()
    yield from api_pages()
    yield command_line_page()
    yield settings_page()
    yield shortcuts_page(registered_commands())
    for name, file in SHOWN.items():
        yield name, file.read_text(encoding="utf-8")


def build(
    output: Path, docs: Path = DOCS, scratch: Path = SCRATCH, pages: Iterable[tuple[str, str]] | None = None
) -> int:
    """0, or 1 when a page is not as it should be: then `output` is as it was, and stderr says why."""
    source, built = scratch / "source", scratch / "html"
    _write(source, docs, generated_pages() if pages is None else pages)
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        status = build_main(
            ["-b", "html", "-W", "--keep-going", "-q", "-d", str(scratch / "notes"), str(source), str(built)]
        )
    if status:
        shutil.rmtree(scratch / "notes")  # or the next build would pass over what it has read already
        print(said.getvalue().replace(str(source), str(docs)), file=sys.stderr)
        return 1
    for name in _NOT_SHOWN:
        (built / name).unlink(missing_ok=True)
    shutil.rmtree(built / "_sources", ignore_errors=True)
    (built / manual.NAMES).write_text(json.dumps(documented_names(), indent=0), encoding="utf-8")
    _exchange(built, output)
    return 0


def documented_names() -> dict[str, str]:
    """What F1 knows in code: names of the `anvil` modules and of components, and their pages."""
    found = {
        f"{module}.{entry.name}": manual.module_page(module, entry.name)
        for module in manual.MODULES
        for _side, entry in every_entry(module)
    }
    found |= {module: manual.module_page(module) for module in manual.MODULES}
    return found | {f"anvil.{name}": manual.component_page(spec.name) for name, spec in SPECS.items()}


def _write(source: Path, docs: Path, pages: Iterable[tuple[str, str]]) -> None:
    """Only files that changed are written: Sphinx goes by their times."""
    wanted = {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in docs.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    for name, text in pages:
        wanted[name] = text.encode()
    for name, content in wanted.items():
        file = source / name
        if not file.is_file() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    for path in sorted(source.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(source).as_posix() not in wanted:
            path.unlink()


def _exchange(built: Path, output: Path) -> None:
    """A designer that is running never finds half a manual."""
    new, old = (output.with_name(f".{output.name}-{os.getpid()}-{word}") for word in ("new", "old"))
    output.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(built, new)
    if output.exists():
        output.rename(old)
    new.rename(output)
    shutil.rmtree(old, ignore_errors=True)
