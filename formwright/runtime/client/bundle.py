"""The app as the browser gets it: the answer to `/_/app`, as typed values.

Responsible for reading that JSON. What the host may put into it is `server/delivery.py`. Runs in the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ClientModule:
    name: str
    path: str
    source: str
    is_package: bool


@dataclass(frozen=True)
class Bundle:
    """One app or one dependency."""

    package: str
    name: str
    version: str
    runtime_version: int
    startup_type: str
    startup_module: str
    client_init_module: str | None
    modules: Mapping[str, ClientModule]
    forms: Mapping[str, Mapping[str, Any]]
    colors: Mapping[str, str] = field(default_factory=dict)
    color_variables: Mapping[str, str] = field(default_factory=dict)
    html: Mapping[str, str] = field(default_factory=dict)
    #: Before class names of Anvil that do not begin with `anvil-` anyway; None: components have none of them.
    class_prefix: str | None = None
    config: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    dependencies: tuple[Bundle, ...] = ()
    ids: tuple[str, ...] = ()  # by which older templates of the apps around it name this one
    settings: Mapping[str, Any] = field(default_factory=dict)  # of `config_schema`, for `get_client_config`


def read_bundle(text: str) -> Bundle:
    return _read(json.loads(text))


def _read(data: Mapping[str, Any]) -> Bundle:
    startup = data.get("startup") or {}
    theme = data.get("theme") or {}
    colors = dict(theme.get("colors") or {})
    return Bundle(
        package=data["package"],
        name=data.get("name") or data["package"],
        version=data.get("version") or "",
        runtime_version=int(data.get("runtime_version") or 0),
        startup_type=startup.get("type") or "",
        startup_module=startup.get("module") or "",
        client_init_module=data.get("client_init_module") or None,
        modules={
            m["name"]: ClientModule(m["name"], m["path"], m["source"], m["is_package"])
            for m in data["modules"]
        },
        forms=dict(data.get("forms") or {}),
        colors=colors,
        color_variables=theme.get("variables") or {name: _variable(name) for name in colors},
        html=dict(theme.get("html") or {}),
        class_prefix=theme.get("prefix"),
        config=dict(data.get("config") or {}),
        dependencies=tuple(_read(each) for each in data.get("dependencies") or ()),
        ids=tuple(data.get("ids") or ()),
        settings=dict(data.get("settings") or {}),
    )


def _variable(name: str) -> str:
    return "--anvil-color-" + name.encode("utf-8").hex()
