"""The command line: which subcommands there are, and the words of `formwright --help`.

Responsible for: composing subcommands that live next to what they drive. Each is imported when it is asked
for, so that `serve` starts without what `check` needs. May not: do any of their work. Process: its own.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from formwright import __version__

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

DESCRIPTION = """\
Design full-stack web apps visually and write them wholly in Python.

  formwright                     open the designer on the gallery
  formwright APP_DIR             open an app in the designer
  formwright --safe-mode         the designer with what it came with, running nothing of an app by itself
"""

EPILOG = """\
examples:
  formwright examples                                what there is to start from
  formwright clone server_modules ~/apps/counter     a copy of an example, ready to change
  formwright new ~/apps/tasks                        an app with one empty Form
  formwright serve ~/apps/counter --port 0           run it; prints the address to open
  formwright call ~/apps/counter count --repeat 3    call a server function; prints JSON
  formwright check ~/apps/counter                    what would not load, with file and line
  formwright test ~/apps/counter                     the app's own tests, without a browser
  formwright components Button                       its properties, events, defaults
  formwright doctor                                  whether this machine has all it takes
  formwright licences                                what Formwright is made of, and whose it is

`formwright COMMAND --help` says more about each.
"""


def _serve(subparsers: Subparsers) -> None:
    from formwright.runtime.server import serve_command

    serve_command.add_parser(subparsers)


def _call(subparsers: Subparsers) -> None:
    from formwright.runtime.server import call_command

    call_command.add_parser(subparsers)


def _check(subparsers: Subparsers) -> None:
    from formwright.runtime.check import check_command

    check_command.add_parser(subparsers)


def _examples(subparsers: Subparsers) -> None:
    from formwright.runtime.appfiles import examples_command

    examples_command.add_parser(subparsers)


def _clone(subparsers: Subparsers) -> None:
    from formwright.runtime.appfiles import clone_command

    clone_command.add_clone_parser(subparsers)


def _new(subparsers: Subparsers) -> None:
    from formwright.runtime.appfiles import clone_command

    clone_command.add_new_parser(subparsers)


def _test(subparsers: Subparsers) -> None:
    from formwright.runtime.testing import testing_command

    testing_command.add_parser(subparsers)


def _components(subparsers: Subparsers) -> None:
    from formwright.runtime.check import components_command

    components_command.add_parser(subparsers)


def _doctor(subparsers: Subparsers) -> None:
    from formwright.runtime.check import doctor_command

    doctor_command.add_parser(subparsers)


def _licences(subparsers: Subparsers) -> None:
    from formwright.runtime.check import licences

    licences.add_parser(subparsers)


COMMANDS: dict[str, Callable[[Subparsers], None]] = {
    "examples": _examples,
    "clone": _clone,
    "new": _new,
    "serve": _serve,
    "call": _call,
    "check": _check,
    "test": _test,
    "components": _components,
    "doctor": _doctor,
    "licences": _licences,
}


def is_command(word: str) -> bool:
    return word in COMMANDS


def meant(word: str) -> str | None:
    """The command that `word` looks like, for somebody who mistyped one."""
    close = difflib.get_close_matches(word, COMMANDS, 1, 0.7)
    return close[0] if close else None


def main(argv: Sequence[str]) -> int:
    parser = _parser(argv)
    arguments = parser.parse_args(argv)
    run: Callable[[argparse.Namespace], int] | None = getattr(arguments, "run", None)
    if run is None:
        parser.print_help()
        return 0
    try:
        return run(arguments)
    except BrokenPipeError:  # `formwright examples | head`
        _forget_output()
        return 1
    except KeyboardInterrupt:
        return 130


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="formwright",
        usage="formwright [APP_DIR]\n       formwright COMMAND ...",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"formwright {__version__}")
    subparsers = parser.add_subparsers(
        title="commands", metavar="COMMAND [...]", dest="command", prog="formwright"
    )
    wanted = [argv[0]] if argv and argv[0] in COMMANDS else list(COMMANDS)
    for name in wanted:
        COMMANDS[name](subparsers)
    return parser


def _forget_output() -> None:
    # Python flushes standard output once more at exit, which would fail again, loudly.
    import os

    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, sys.stdout.fileno())
