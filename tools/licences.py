"""Collects the licences of everything that Formwright comes with: `python -m tools.licences FILE`.

Of the Python packages of locks/run.txt as they are installed here, of those of locks/docs.txt that leave
something of their own in the manual, and of the npm packages that the browser parts are made of. Fails when
one of them says nothing about its licence: nothing is passed on unnamed.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageMetadata, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
_TEXTS = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$", re.I)
# Packages that refer to these bring no copy.
_SHARED = {"LGPL-3.0": ("LGPL-3.0.txt", "GPL-3.0.txt")}
# Their scripts, styles and signs are in the built manual; the others only help to build it.
IN_THE_MANUAL = frozenset({"sphinx", "furo", "sphinx-basic-ng", "sphinx-design", "snowballstemmer"})
INTRODUCTION = """\
Formwright is free software under the MIT licence. It comes with, or is installed together with, the
works below. Each is named with its licence and, where its authors publish one with it, the text.

Qt, PySide6 and shiboken6 are used under the GNU Lesser General Public License, version 3. They are
separate shared libraries that you may replace with versions of your own: in an installed package
they lie in the folders PySide6 and shiboken6 beside it, in a bundle in _internal/PySide6 and
_internal/shiboken6. Their source code can be had from the Qt Project (code.qt.io) under the version
numbers below. Qt WebEngine contains Chromium, whose parts have licences of their own:
doc.qt.io/qt-6/qtwebengine-3rdparty-index.html lists them.
"""


@dataclass(frozen=True)
class Work:
    name: str
    version: str
    licence: str
    home: str
    texts: tuple[str, ...]

    def described(self) -> str:
        head = f"{self.name} {self.version}\nLicence: {self.licence}\n{self.home}".rstrip()
        return "\n\n".join([head, *self.texts])


def python_packages(lock: Path, only: Collection[str] = ()) -> Iterator[Work]:
    """Those of the lock that this system takes; with `only`, of these names."""
    for line in re.findall(r"^[A-Za-z0-9][^\n\\]*==[^\n\\]*", lock.read_text("utf-8"), re.M):
        requirement = Requirement(line.strip())
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        if only and requirement.name not in only:
            continue
        try:
            yield _python_package(distribution(requirement.name))
        except PackageNotFoundError:
            raise SystemExit(
                f"{requirement.name} is in {lock.name} and not installed. Run: dev.py setup"
            ) from None


def _python_package(found: Distribution) -> Work:
    about = found.metadata
    name = about["Name"]
    classes = [
        each.rpartition(" :: ")[2] for each in about.get_all("Classifier") or [] if "License ::" in each
    ]
    said = _field(about, "License-Expression") or ", ".join(classes) or _field(about, "License")
    licence = next(iter(said.strip().splitlines()), "")
    if not licence:
        raise SystemExit(
            f"{name} does not say what its licence is. Look it up and add it to tools/licences.py."
        )
    texts = []
    for file in found.files or ():
        if _TEXTS.search(str(file)) and file.suffix.lower() in (
            "",
            ".txt",
            ".md",
            ".rst",
            ".mit",
            ".apache",
            ".bsd",
        ):
            path = Path(str(file.locate()))
            if path.is_file():
                texts.append(path.read_text("utf-8", "replace").strip())
    return Work(name, found.version, licence, _home(found), tuple(dict.fromkeys(texts)))


def _home(found: Distribution) -> str:
    pages = [each.partition(", ")[2] for each in found.metadata.get_all("Project-URL") or []]
    return _field(found.metadata, "Home-page") or next(iter(pages), "")


def _field(about: PackageMetadata, name: str) -> str:
    return next(iter(about.get_all(name) or []), "")


def npm_packages(lock: Path) -> Iterator[Work]:
    """Those that the browser parts are made of; what only tests use is left out."""
    for place, entry in sorted(json.loads(lock.read_text("utf-8"))["packages"].items()):
        if not place or entry.get("dev"):
            continue
        folder = lock.parent / place
        about = json.loads((folder / "package.json").read_text("utf-8"))
        licence = about.get("license")
        if not isinstance(licence, str):
            raise SystemExit(f"{place} does not say what its licence is.")
        files = sorted(path for path in folder.iterdir() if path.is_file() and _TEXTS.search(path.name))
        texts = tuple(path.read_text("utf-8", "replace").strip() for path in files)
        yield Work(about["name"], about["version"], licence, str(about.get("homepage") or ""), texts)


def collected() -> str:
    works = [
        *python_packages(ROOT / "locks" / "run.txt"),
        *python_packages(ROOT / "locks" / "docs.txt", IN_THE_MANUAL),
        *npm_packages(ROOT / "package-lock.json"),
    ]
    parts = [INTRODUCTION, *(work.described() for work in sorted(works, key=lambda work: work.name.lower()))]
    for licence, files in _SHARED.items():
        if any(licence in work.licence for work in works):
            parts += [(Path(__file__).with_name("licence_texts") / file).read_text("utf-8") for file in files]
    return f"\n\n{'=' * 78}\n\n".join(part.strip() for part in parts) + "\n"


def main() -> None:
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(collected(), "utf-8")


if __name__ == "__main__":
    main()
