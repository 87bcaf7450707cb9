"""What a worker is told once, before any call: the code of one version of an app.

Written by the host, read by the worker. Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from formwright.runtime.spec.app import Module


@dataclass(frozen=True)
class Setup:
    package: str
    modules: tuple[Module, ...]
    server_modules: tuple[str, ...]  # imported before a call, in this order
    working_folder: str
    import_limit: float  # seconds that importing them may take
    about: Mapping[str, Any] = field(default_factory=dict)  # what `anvil.app` says
    memory_limit: int = 0  # bytes, for imports that nobody watches; 0: none

    def encode(self) -> bytes:
        data = {
            "package": self.package,
            "modules": [[m.name, m.path, m.source, m.is_package, m.side, m.package] for m in self.modules],
            "server_modules": self.server_modules,
            "working_folder": self.working_folder,
            "import_limit": self.import_limit,
            "about": self.about,
            "memory_limit": self.memory_limit,
        }
        return json.dumps(data, separators=(",", ":")).encode("ascii")

    @staticmethod
    def decode(body: bytes) -> Setup:
        data = json.loads(body)
        return Setup(
            data["package"],
            tuple(Module(*values) for values in data["modules"]),
            tuple(data["server_modules"]),
            data["working_folder"],
            data["import_limit"],
            data["about"],
            data["memory_limit"],
        )
