"""Makes a Debian package of the bundle: `python3 dev.py package --deb`. Needs dpkg-deb.

The program goes into /opt/formwright, and is known to the desktop: menu entry, icons, `formwright:` links.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import bundle

_LINUX = Path(__file__).with_name("linux")
_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
# Debian 13 and Ubuntu 24.04 gave these the ending t64; either is right.
_RENAMED = frozenset(
    {"libasound2", "libatk-bridge2.0-0", "libatk1.0-0", "libcups2", "libglib2.0-0", "libssl3"}
)


def build(program: Path) -> Path:
    if shutil.which("dpkg-deb") is None:
        raise SystemExit("dpkg-deb is not installed. Install it: sudo apt-get install dpkg")
    root = bundle.BUILD / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(program, root / "opt" / "formwright", symlinks=True)
    _link(root / "usr/bin/formwright", "/opt/formwright/formwright")
    _copy(_LINUX / "formwright.desktop", root / "usr/share/applications/formwright.desktop")
    images = bundle.ROOT / "formwright" / "designer" / "ui" / "images"
    _copy(images / "formwright.svg", root / "usr/share/icons/hicolor/scalable/apps/formwright.svg")
    for size in _SIZES:
        icon = bundle.BUILD / "icons" / f"formwright-{size}.png"
        _copy(icon, root / f"usr/share/icons/hicolor/{size}x{size}/apps/formwright.png")
    _copy(bundle.ROOT / "LICENSE", root / "usr/share/doc/formwright/copyright")
    _copy(bundle.ROOT / "formwright" / "licences.txt", root / "usr/share/doc/formwright/licences.txt")
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(_control(program))
    for folder, _, files in os.walk(root):
        Path(folder).chmod(0o755)
        for name in files:
            path = Path(folder) / name
            if not path.is_symlink():
                path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
    file = bundle.BUILD / f"formwright_{bundle.version()}_{_architecture()}.deb"
    print(f"• Packing {file.name}", flush=True)
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "-Sextreme", "--build", str(root), str(file)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    shutil.rmtree(root)
    return file


def _architecture() -> str:
    return _said("dpkg", "--print-architecture").strip()


def _depends(program: Path) -> list[str]:
    """The packages that hold the libraries which the bundle does not bring."""
    objects = [path for path in program.rglob("*") if path.is_file() and _is_linked(path)]
    outside = set()
    parts = bundle.parts_of(program)
    # As the program's starter has it: what lies there comes first.
    own = {**os.environ, "LD_LIBRARY_PATH": f"{parts}:{parts / 'PySide6' / 'Qt' / 'lib'}:{parts / 'PySide6'}"}
    for line in _said("ldd", *map(str, objects), environment=own).splitlines():
        found = re.search(r"=> (/\S+)", line)
        if found and not Path(found[1]).is_relative_to(program):
            outside.add(os.path.realpath(found[1]))
    packages = set()
    for library in outside:
        owner = _said("dpkg", "-S", library) or _said("dpkg", "-S", library.removeprefix("/usr"))
        name = owner.partition(":")[0]
        if name:
            packages.add(name.removesuffix("t64"))
    return [f"{name} | {name}t64" if name in _RENAMED else name for name in sorted(packages)]


def _is_linked(path: Path) -> bool:
    return not path.is_symlink() and (".so" in path.name or path.name == "QtWebEngineProcess")


def _said(*command: str, environment: Mapping[str, str] | None = None) -> str:
    return subprocess.run(command, capture_output=True, text=True, env=environment).stdout


def _control(program: Path) -> str:
    return f"""\
Package: formwright
Version: {bundle.version()}
Architecture: {_architecture()}
Maintainer: The Formwright authors <formwright@localhost>
Installed-Size: {bundle.size(program) // 1024}
Depends: {", ".join(_depends(program))}
Section: devel
Priority: optional
Description: Design full-stack web apps visually and write them wholly in Python
 A desktop IDE: draw Forms, write Python, watch the app run beside it. Brings its
 own Python, browser parts and examples; needs no account and no network.
"""


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _link(link: Path, target: str) -> None:
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)
