"""Builds the wheel and tries it out in a new environment: `python3 dev.py package --wheel`.

Only the dependencies come from the package index; the wheel itself must bring the rest. It is run from a
folder that has nothing to do with this one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bundle
from uv import find_uv_bin

LOCK = bundle.ROOT / "locks" / "run.txt"


def build() -> Path:
    folder = bundle.BUILD / "wheel"
    shutil.rmtree(folder, ignore_errors=True)
    _run(find_uv_bin(), "build", "--quiet", "--wheel", "--no-build-isolation", "--python", sys.executable,
         "--out-dir", str(folder), str(bundle.ROOT))  # fmt: skip
    [wheel] = folder.glob("*.whl")
    return wheel


def try_out(wheel: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="formwright-wheel-") as scratch:
        place = Path(scratch) / "env"
        uv = find_uv_bin()
        _run(uv, "venv", "--quiet", "--python", sys.executable, str(place))
        python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        _run(uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(python),
             "--require-hashes", "-r", str(LOCK))  # fmt: skip
        _run(uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(python),
             "--no-deps", "--offline", str(wheel))  # fmt: skip
        before = _files(place)
        command = str(python.with_name("formwright"))
        home = {"HOME": scratch, "USERPROFILE": scratch}
        print("✓ installed;", _run(command, "--version", cwd=scratch, **home).strip())
        app = str(Path(scratch) / "app")
        for arguments in (["clone", "server_modules", app], ["check", app], ["test", app], ["licences"]):
            _run(command, *arguments, cwd=scratch, **home)
            print(f"✓ formwright {arguments[0]}")
        counts = [command, "call", app, "count", "--repeat", "3", "--mode"]
        per_call = _run(*counts, "per-call", cwd=scratch, **home)
        kept = _run(*counts, "persistent", cwd=scratch, **home)
        if '"calls": 3' in per_call or '"calls": 3' not in kept:
            raise SystemExit(f"The counter says, per call: {per_call}; kept running: {kept}")
        print("✓ formwright call, in both modes")
        added = _files(place) - before
        if added:
            raise SystemExit(f"Running it has written into the environment: {sorted(added)}")
        print("✓ nothing was written into the environment")


def _files(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*")}


def _run(*command: str, cwd: str | None = None, **environment: str) -> str:
    done = subprocess.run(command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
