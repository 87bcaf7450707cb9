"""Renders single values as YAML text that fits into the place where it is put.

Responsible for: the spelling of scalars and small collections (quotes as found before, one line in flow
context, block lines otherwise). May not: know the text around. Process: designer, host, command line.
"""

from __future__ import annotations

from typing import Any

import yaml

from formwright.runtime.spec.app import Json

_WIDTH = 2**30  # never fold: a folded line would make two changed lines of one
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_DUMPER):  # type: ignore[misc]  # the C class where it exists has no static type
    """Spells as Anvil's editor does: text of several lines goes in double quotes, on one line."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  the signature is PyYAML's
        return True


def _represent_text(dumper: Any, value: str) -> Any:
    broken = any(mark in value for mark in "\n\r\x85\u2028\u2029")
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if broken else None)


_Dumper.add_representer(str, _represent_text)


def scalar(value: Json, style: str | None, flow: bool) -> str:
    """One scalar on one line, in the quotes of `style` where the value allows."""
    if isinstance(value, str) and style in ("'", '"') and "\n" not in value:
        node: Any = yaml.ScalarNode("tag:yaml.org,2002:str", value, style=style)
        text = str(yaml.serialize(node, Dumper=_Dumper, width=_WIDTH, allow_unicode=True))
        return text.removesuffix("\n")
    if flow:
        return _dump([value], flow=True)[1:-1]
    return _dump({"k": value}, flow=False).removeprefix("k: ")


def needs_quotes(value: str) -> bool:
    return _dump([value], flow=True)[1:2] in ("'", '"')


def literal(value: str, indent: str) -> str | None:
    """The value as a literal block (`|`), or None where such a block cannot hold it."""
    body = value.removesuffix("\n")
    unfit = not body.strip() or body[0] in " \t\n" or body.endswith("\n")
    if unfit or any(mark in value for mark in "\r\x85\u2028\u2029\ufeff"):
        return None
    if any(ord(character) < 32 and character not in "\n\t" for character in body):
        return None
    header = "|" if value.endswith("\n") else "|-"
    return "\n".join([header, *(indent + line if line else "" for line in body.split("\n"))])


def flow(value: Json) -> str:
    """Any value on one line."""
    if isinstance(value, (dict, list)):
        return _dump(value, flow=True)
    return scalar(value, None, flow=True)


def block(value: Json, *, leaves: bool = False) -> list[str]:
    """A collection that is not empty as block lines without indentation.

    `leaves`: collections of single values within it are on one line each, as Anvil's editor writes them.
    """
    return _dump(value, flow=None if leaves and not is_leaf(value) else False).split("\n")


def is_leaf(value: Json) -> bool:
    """A collection that holds no other one."""
    inner = value.values() if isinstance(value, dict) else value
    return isinstance(value, (dict, list)) and not any(isinstance(each, (dict, list)) for each in inner)


def key(name: str, in_flow: bool) -> str:
    if in_flow:
        return _dump({name: None}, flow=True)[1:-1].removesuffix(": null")
    return _dump({name: None}, flow=False).removesuffix(": null")


def _dump(value: Json, *, flow: bool | None) -> str:
    text = yaml.dump(
        value, Dumper=_Dumper, default_flow_style=flow, sort_keys=False, allow_unicode=True, width=_WIDTH
    )
    return str(text).removesuffix("\n")
