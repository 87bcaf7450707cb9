"""Which kinds of endpoints an app may have, without running any of it.

Responsible for a look at the words of its modules: only they themselves know what they register, but an app
that never says `route` need not be asked at each page that is opened. Process: host.
"""

from __future__ import annotations

import re
from functools import lru_cache

from formwright.runtime.spec.app import App, Module

_WORDS = {"api": "http_endpoint", "route": "route", "wellknown": "wellknown_endpoint"}


def may_have(app: App, kind: str) -> bool:
    """`kind` is "api", "route" or "wellknown". False only when there certainly are none."""
    apps = (app, *(dependency.app for dependency in app.dependencies))
    return any(_mentions(module, _WORDS[kind]) for each in apps for module in (*each.server, *each.client))


def _mentions(module: Module, word: str) -> bool:
    return _says(module.source, word)


@lru_cache(maxsize=4096)
def _says(source: str, word: str) -> bool:
    # `from anvil.server import *` would bring the names too, but a use of them still spells them.
    return re.search(rf"\b{word}\b", source) is not None
