"""Finds what Python would refuse to compile, with the parser of the designer's own Python. Runs no app code.

The parser may be older than the Python of the browser: `Finding.detail` says which one spoke.
"""

from __future__ import annotations

import ast
import sys
import warnings
from dataclasses import dataclass

LARGEST = 400_000
"""Characters; a longer text would hold up typing, so it is left to the check on saving."""


@dataclass(frozen=True)
class Finding:
    """`line` and `column` count from 1, in characters; `end_column` is 0 when only the start is known."""

    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    is_error: bool

    @property
    def detail(self) -> str:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return f"{self.message}\n(said by Python {version}, which checks the code while you type)"


def check_python(source: str) -> list[Finding]:
    if len(source) > LARGEST:
        return []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            ast.parse(source, type_comments=False)
        except SyntaxError as error:
            return [_from_error(error)]
        except ValueError as error:
            return [Finding(1, 1, 1, 0, str(error), is_error=True)]
        except (RecursionError, MemoryError):
            return [Finding(1, 1, 1, 0, "too deeply nested to be checked", is_error=False)]
    return [
        Finding(warning.lineno or 1, 1, warning.lineno or 1, 0, str(warning.message), is_error=False)
        for warning in caught
        if issubclass(warning.category, SyntaxWarning | DeprecationWarning)
    ]


def _from_error(error: SyntaxError) -> Finding:
    line = max(1, error.lineno or 1)
    column = max(1, error.offset or 1)
    end_line = error.end_lineno or line
    end_column = error.end_offset or 0
    message = error.msg[:1].upper() + error.msg[1:]
    return Finding(line, column, end_line, max(0, end_column), message, is_error=True)
