"""Whether the pages of an app need jQuery, which Anvil's pages have and most code no longer uses.

Responsible for: looking for uses in what the browser gets. May not: read anything else. Process: host.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from formwright.runtime.server.theme_files import asset_file
from formwright.runtime.spec.app import App

_USE = re.compile(r"\bjQuery\b|\$\(|\$\.[a-z]")
_LARGE = 256 * 1024


def wants_jquery(app: App) -> bool:
    options = app.manifest.data.get("runtime_options")
    if isinstance(options, dict) and options.get("no_jquery") is True:
        return False
    everything = (*(dependency.app for dependency in app.dependencies), app)
    return any(_USE.search(text) for each in everything for text in _texts(each))


def _texts(app: App) -> Iterator[str]:
    yield from (module.source for module in app.client)
    yield json.dumps(app.forms, ensure_ascii=True, default=str)
    yield json.dumps(app.manifest.data.get("native_deps"), ensure_ascii=True, default=str)
    for asset in app.theme.assets:
        if asset.path.lower().endswith((".html", ".js")) and asset.size <= _LARGE:
            file = asset_file(app, asset.path)
            if file is not None:
                yield file.read_text(encoding="utf-8", errors="replace")
