"""The page of the `formwright` command, from its argument parsers. May not: add facts."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from formwright.designer.core.manual import anchor
from formwright.runtime.cli import COMMANDS
from tools.manual.markdown import anchored, code, page, plain, table

_FILE = re.compile(r"docs/((?:howto|explanation|contributing|tutorial)/[a-z-]+\.md)")


def command_line_page() -> tuple[str, str]:
    parts = [
        "`formwright` opens the designer on the gallery, `formwright APP_DIR` on an app. Its other commands "
        "need no window. `formwright COMMAND --help` says on a terminal what is said here.",
        table(
            ("Command", "What it does"),
            [(f"[`{name}`](#formwright-{name})", plain(about)) for name, _parser, about in command_parsers()],
        ),
    ]
    for name, parser, _about in command_parsers():
        parts += [f"(formwright-{name})=", f"## formwright {name}", *_command(parser)]
    return "reference/command-line.md", page("The command line", *parts)


def command_parsers() -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """Name, parser and the line of `formwright --help`, for each command."""
    for name, add in COMMANDS.items():
        subparsers = argparse.ArgumentParser(prog="formwright").add_subparsers(prog="formwright")
        add(subparsers)
        about = next(str(choice.help or "") for choice in subparsers._choices_actions)
        yield name, subparsers.choices[name], about


def _command(parser: argparse.ArgumentParser) -> Iterator[str]:
    usage = parser.format_usage().removeprefix("usage: ").strip()
    yield f"```text\n{usage}\n```"
    if parser.description:
        yield _prose(parser.description)
    rows = [_option(action, parser) for action in parser._actions if action.help != argparse.SUPPRESS]
    yield table(("Argument", "What it is"), rows)
    if parser.epilog:
        yield _prose(parser.epilog)


def _option(action: argparse.Action, parser: argparse.ArgumentParser) -> tuple[str, str]:
    names = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    value = ""
    if action.option_strings and action.nargs != 0:
        choices = "{" + ",".join(map(str, action.choices)) + "}" if action.choices else ""
        value = " " + str(action.metavar or choices or action.dest.upper())
    text = (action.help or "") % {
        **vars(action),
        "prog": parser.prog,
        "choices": ", ".join(map(str, action.choices or ())),
    }
    command = parser.prog.split()[-1]
    if not action.option_strings:
        return code(names), _linked(plain(text))
    return anchored(names + value, anchor(command, action.option_strings[-1])), _linked(plain(text))


def _prose(text: str) -> str:
    """Descriptions and epilogues of the parsers: words, and indented lines as they stand."""
    blocks = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        lines = block.splitlines()
        if any(line.startswith("  ") for line in lines):
            head = [line for line in lines if not line.startswith("  ")]
            rest = [line for line in lines if line.startswith("  ")]
            if head:
                blocks.append(_linked(plain(" ".join(head))))
            blocks.append("```text\n" + "\n".join(line.removeprefix("  ") for line in rest) + "\n```")
        else:
            blocks.append(_linked(plain(block)))
    return "\n\n".join(blocks)


def _linked(text: str) -> str:
    """Files of `docs/` that a text names are pages here."""
    return _FILE.sub(r"[docs/\1](../\1)", text)
