"""The licences of what only the bundle brings: Python, PyInstaller's starter, libraries of the system.

Those of packages are in `formwright/licences.txt` already (tools/licences.py). Which package of a Linux
system a library comes from is asked of dpkg, so bundles are built on Debian or Ubuntu: anywhere else the
licences could not be passed on, and the build says so.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path

_DOCUMENTS = Path("/usr/share/doc")
_COMMON = Path("/usr/share/common-licenses")
_INTRODUCTION = """\
The bundle brings these works, too. Their copyright and licence texts are in the folder licences beside
this file. Libraries of the system that it was built on are unchanged but for symbols of debuggers, which
are taken away, and for the folder in which each looks for the others. Their source code can be had from the
distribution: apt-get source NAME=VERSION.
"""


def bring(parts: Path, libraries: Iterable[Path]) -> None:
    """`libraries`: the files of the system that were copied. Those whose copies are gone count no more.

    Raises SystemExit when it cannot be found out what a library is: nothing is passed on unnamed.
    """
    folder = parts / "formwright" / "licences"
    folder.mkdir(exist_ok=True)
    lines = [_INTRODUCTION]
    texts = [_python(), *_starter()]
    owners: dict[str, set[str]] = {}
    for library in libraries:
        if any((place / library.name).exists() for place in (parts, parts / "python" / "lib")):
            owners.setdefault(_owner(library), set()).add(library.name)
    for name, version, text in texts:
        (folder / f"{name}.txt").write_text(text, "utf-8")
        lines.append(f"{name} {version}")
    mentioned: set[str] = set()
    for package, files in sorted(owners.items()):
        text = _copyright(package)
        (folder / f"{package}.txt").write_text(text, "utf-8")
        mentioned.update(re.findall(r"/usr/share/common-licenses/([\w.-]*\w)", text))
        lines.append(f"{package} ({_source(package)}): {', '.join(sorted(files))}")
    for name in sorted(mentioned):
        if (_COMMON / name).is_file():
            shutil.copyfile(_COMMON / name, folder / name)
    with (parts / "formwright" / "licences.txt").open("a", encoding="utf-8") as file:
        file.write(f"\n{'=' * 78}\n\n" + "\n".join(lines) + "\n")


def of_the_system(files: Iterable[str]) -> list[Path]:
    """The shared libraries among them that belong to no Python: to no environment and no interpreter."""
    pythons = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.base_prefix).resolve()} - {Path("/usr")}
    return [
        path
        for path in map(Path, files)
        if re.match(r"lib.*\.so", path.name) and not any(path.is_relative_to(python) for python in pythons)
    ]


def _python() -> tuple[str, str, str]:
    version = sys.version.split()[0]
    for folder in (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix)):
        if (folder / "LICENSE.txt").is_file():
            return "Python", version, (folder / "LICENSE.txt").read_text("utf-8", "replace")
    program = Path(os.path.realpath(sys.executable))
    return "Python", version, _copyright(_owner(program))


def _starter() -> Iterator[tuple[str, str, str]]:
    found = distribution("pyinstaller")
    for file in found.files or ():
        if file.name == "COPYING.txt":
            yield "PyInstaller", found.version, Path(str(file.locate())).read_text("utf-8")


def _owner(file: Path) -> str:
    real = os.path.realpath(file)
    for path in (str(file), real, real.removeprefix("/usr")):
        owner = _said("dpkg", "-S", path).partition(":")[0]
        if owner:
            return owner
    raise SystemExit(
        f"dpkg does not know what package {file} is of, so its licence cannot be passed on.\n"
        "Build the bundle on Debian or Ubuntu, with libraries of the distribution."
    )


def _copyright(package: str) -> str:
    file = _DOCUMENTS / package / "copyright"
    if not file.is_file():
        raise SystemExit(
            f"{file} is missing, so the licence of what the bundle brings of {package} cannot be passed on.\n"
            f"Get it: apt-get install --reinstall {package}\n"
            "(In containers, dpkg may be set up to leave documentation out: /etc/dpkg/dpkg.cfg.d.)"
        )
    return file.read_text("utf-8", "replace")


def _source(package: str) -> str:
    return _said("dpkg-query", "-W", "-f", "${source:Package}=${source:Version}", package).partition("\n")[0]


def _said(*command: str) -> str:
    if shutil.which(command[0]) is None:
        return ""
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()
