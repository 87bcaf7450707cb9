"""Which shared libraries of the system Qt lacks on Linux, and which Debian or Ubuntu packages hold them.

Standard library only and free of Qt: it runs before Qt can be imported, from `dev.py` (as a program that
prints the packages) and from `formwright doctor`. Qt loads plugins and its web process late, so an import
that succeeds proves nothing: every object the designer opens is asked through `ldd`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

# soname -> package, where the name does not follow from the rule in `package_of`.
_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgbm.so.1": "libgbm1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libnspr4.so": "libnspr4",
    "libnss3.so": "libnss3",
    "libnssutil3.so": "libnss3",
    "libplc4.so": "libnspr4",
    "libplds4.so": "libnspr4",
    "libsmime3.so": "libnss3",
    "libudev.so.1": "libudev1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libXcomposite.so.1": "libxcomposite1",
    "libXdamage.so.1": "libxdamage1",
    "libXext.so.6": "libxext6",
    "libXfixes.so.3": "libxfixes3",
    "libXrandr.so.2": "libxrandr2",
    "libXrender.so.1": "libxrender1",
    "libXtst.so.6": "libxtst6",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbfile.so.1": "libxkbfile1",
    "libxshmfence.so.1": "libxshmfence1",
}
# Packages that Debian 13 and Ubuntu 24.04 renamed for 64-bit time.
_RENAMED = {
    "libasound.so.2": "libasound2",
    "libcups.so.2": "libcups2",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
}
_QT_OBJECTS = (
    "QtCore.abi3.so",
    "QtGui.abi3.so",
    "QtNetwork.abi3.so",
    "QtSvg.abi3.so",
    "QtWebChannel.abi3.so",
    "QtWebEngineCore.abi3.so",
    "QtWebEngineWidgets.abi3.so",
    "QtWidgets.abi3.so",
    "Qt/libexec/QtWebEngineProcess",
    "Qt/plugins/iconengines/libqsvgicon.so",
    "Qt/plugins/imageformats/libqsvg.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/xcbglintegrations/libqxcb-egl-integration.so",
    "Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so",
)
_EXTENSIONS = ("lexilla", "pyside6_scintilla", "PySide6QtAds")


@dataclass(frozen=True)
class Missing:
    """Libraries that are not there (`sonames`), and the packages that hold them, as far as known."""

    sonames: tuple[str, ...]
    packages: tuple[str, ...]


def package_of(soname: str, *, renamed: bool) -> str | None:
    """The Debian package that holds `soname`; None when it is not known."""
    if soname in _RENAMED:
        return _RENAMED[soname] + ("t64" if renamed else "")
    return _PACKAGES.get(soname)


def has_renamed_packages(os_release: str) -> bool:
    """Whether this text of /etc/os-release is of a system with the `t64` package names."""
    fields = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    match = re.match(r'"?(\d+)', fields.get("VERSION_ID", ""))
    number = int(match[1]) if match else 0
    return number >= (24 if fields.get("ID", "").strip('"') == "ubuntu" else 13)


def missing_libraries(site: Path) -> Missing:
    """What the Qt wheels in the folder `site` need and this system lacks.

    Raises FileNotFoundError when there is no `ldd` to ask.
    """
    ldd = shutil.which("ldd")
    if ldd is None:
        raise FileNotFoundError("ldd was not found (package libc-bin)")
    qt = site / "PySide6"
    objects = [qt / name for name in _QT_OBJECTS]
    for folder in _EXTENSIONS:
        objects += sorted((site / folder).glob("*.so"))
    # A bundle brings some libraries of the system, in the folder itself.
    own = os.pathsep.join(str(part) for part in (qt / "Qt" / "lib", qt, site / "shiboken6", site))
    done = subprocess.run(
        [ldd, *(str(path) for path in objects if path.exists())],
        env={**os.environ, "LC_ALL": "C", "LD_LIBRARY_PATH": own},
        capture_output=True,
        text=True,
    )
    sonames = sorted(set(re.findall(r"^\s*(\S+) => not found", done.stdout, re.MULTILINE)))
    release = Path("/etc/os-release")
    renamed = has_renamed_packages(release.read_text(encoding="utf-8")) if release.is_file() else False
    packages = {package_of(name, renamed=renamed) for name in sonames}
    return Missing(tuple(sonames), tuple(sorted(name for name in packages if name)))


def main() -> int:
    """Prints the missing packages, one a line; exits 1 when a library is missing."""
    if not sys.platform.startswith("linux"):
        return 0
    try:
        missing = missing_libraries(Path(sysconfig.get_path("platlib")))
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(missing.packages))
    if missing.sonames:
        print(f"Missing libraries: {', '.join(missing.sonames)}", file=sys.stderr)
    return 1 if missing.sonames else 0


if __name__ == "__main__":
    sys.exit(main())
