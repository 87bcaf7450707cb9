"""`ANY_PATH`: the rest of a path in a route, whatever it holds.

Starlette's own `{path:path}` ends at a line break, which a percent sign brings into a path as well as any
other character. Process: host.
"""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor


class _AnyPath(Convertor[str]):
    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


ANY_PATH = "{path:any}"  # to end a route with
register_url_convertor("any", _AnyPath())
