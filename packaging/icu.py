"""Takes from Qt's ICU data what nothing here shows: names of languages, currencies, units and time zones.

They, spelling of numbers, transliteration and line-breaking dictionaries are two thirds of 32 MB. Qt sorts,
changes case and converts encodings with the rest, which stays. Qt WebEngine has data of its own
(`icudtl.dat`). Linux; needs icupkg (of icu-devtools), as and ld (of binutils); leaves the data whole where
one of them is missing.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

_LEFT_OUT = re.compile(r"^(unit|curr|zone|lang|region|translit|rbnf|brkitr)/|^unames\.icu$")
_SOURCE = """\
.section .rodata
.balign 16
.globl {symbol}
.type {symbol}, @object
{symbol}:
.incbin "{data}"
.size {symbol}, .-{symbol}
.section .note.GNU-stack,"",@progbits
"""


def trim(library: Path) -> None:
    """`library`: libicudata.so.NN, which holds its data under one symbol and nothing else."""
    missing = [name for name in ("icupkg", "as", "ld", "readelf") if shutil.which(name) is None]
    if missing:
        print(f"  Qt's ICU data stays whole: not installed: {', '.join(missing)}", flush=True)
        return
    said = _run("readelf", "--wide", "--dyn-syms", "--section-headers", str(library))
    symbol = re.search(r"\s([0-9a-f]+)\s+(\S+)\s+OBJECT\s+GLOBAL\s+DEFAULT\s+\d+\s+(icudt(\d+)_dat)", said)
    section = re.search(r"\.rodata\s+PROGBITS\s+([0-9a-f]+)\s+([0-9a-f]+)", said)
    if symbol is None or section is None:
        raise SystemExit(f"{library.name} is not made as its data was found in before (packaging/icu.py).")
    start = int(symbol[1], 16) - int(section[1], 16) + int(section[2], 16)
    data = library.read_bytes()[start : start + int(symbol[2], 0)]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        # The entries are named after the file: it keeps its name.
        whole, less = folder / f"icudt{symbol[4]}l.dat", folder / "less" / f"icudt{symbol[4]}l.dat"
        less.parent.mkdir()
        whole.write_bytes(data)
        names = [name for name in _run("icupkg", "--list", str(whole)).split() if _LEFT_OUT.match(name)]
        (folder / "names.txt").write_text("\n".join(names))
        _run("icupkg", "--remove", str(folder / "names.txt"), str(whole), str(less))
        (folder / "data.s").write_text(_SOURCE.format(symbol=symbol[3], data=less))
        _run("as", str(folder / "data.s"), "-o", str(folder / "data.o"))
        made = folder / library.name
        name = f"-soname={library.name}"
        _run("ld", "-shared", name, "-z", "noexecstack", str(folder / "data.o"), "-o", str(made))
        shutil.copyfile(made, library)


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
