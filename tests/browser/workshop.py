"""Writes an app folder for the browser tests: one form per subject, chosen by the address's hash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

HEAD = (
    "from ._anvil_designer import {name}Template\nfrom anvil import *\nimport anvil.server\nimport time\n\n\n"
)
MAIN = """
from anvil import *
open_form(get_url_hash() or "Start")
"""


@dataclass(frozen=True)
class FormSource:
    body: str  # methods of the class
    template: Mapping[str, Any] = field(default_factory=dict)
    head: str = ""


def write_app(
    folder: Path,
    forms: Mapping[str, FormSource],
    server: str,
    modules: Mapping[str, str],
    assets: Mapping[str, str] | None = None,
) -> Path:
    manifest = {
        "name": "Workshop",
        "package_name": "Workshop",
        "runtime_options": {"version": 2},
        "startup": {"type": "module", "module": "Main"},
    }
    (folder / "client_code").mkdir(parents=True)
    (folder / "server_code").mkdir()
    (folder / "anvil.yaml").write_text(json.dumps(manifest), "utf-8")
    (folder / "server_code" / "ServerModule1.py").write_text(dedent(server), "utf-8")
    for name, text in (assets or {}).items():
        (folder / "theme" / "assets").mkdir(parents=True, exist_ok=True)
        (folder / "theme" / "assets" / name).write_text(text, "utf-8")
    for name, source in {"Main": MAIN, **modules}.items():
        (folder / "client_code" / f"{name}.py").write_text(dedent(source), "utf-8")
    for name, form in forms.items():
        write_form(folder, name, form)
    return folder


def write_form(folder: Path, name: str, form: FormSource) -> None:
    home = folder / "client_code" / name
    home.mkdir(exist_ok=True)
    body = "\n".join(f"    {line}" if line else "" for line in dedent(form.body).strip().splitlines())
    code = f"{HEAD.format(name=name)}{form.head}class {name}({name}Template):\n{body or '    pass'}\n"
    (home / "__init__.py").write_text(code, "utf-8")
    template = {"container": {"type": "ColumnPanel"}, **form.template}
    (home / "form_template.yaml").write_text(json.dumps(template), "utf-8")


def component(type_: str, name: str, clicked: str = "", **properties: Any) -> dict[str, Any]:
    node: dict[str, Any] = {"type": type_, "name": name, "properties": properties}
    if clicked:
        node["event_bindings"] = {"click": clicked}
    return node
