"""Python 2's implicit relative imports, which older apps use: `from _template import Form1Template`.

Responsible for compiling app modules so that such an import finds the sibling. Everything else compiles as
it is.
"""

from __future__ import annotations

import ast
import re
from types import CodeType

from formwright.runtime.client.bundle import ClientModule


def compile_module(module: ClientModule, siblings: frozenset[str]) -> CodeType:
    """`siblings`: names of modules in the same package, which an absolute import may mean."""
    if siblings and _suspects(module.source, siblings):
        tree = ast.parse(module.source, module.path)
        return compile(
            ast.fix_missing_locations(_Rewrite(siblings).visit(tree)), module.path, "exec", dont_inherit=True
        )
    return compile(module.source, module.path, "exec", dont_inherit=True)


def _suspects(source: str, siblings: frozenset[str]) -> bool:
    names = "|".join(map(re.escape, sorted(siblings)))
    return re.search(rf"^\s*(?:from|import)\s+(?:{names})\b", source, re.MULTILINE) is not None


class _Rewrite(ast.NodeTransformer):
    def __init__(self, siblings: frozenset[str]) -> None:
        self._siblings = siblings

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        if node.level == 0 and node.module and node.module.partition(".")[0] in self._siblings:
            node.level = 1
        return node

    def visit_Import(self, node: ast.Import) -> ast.AST | list[ast.stmt]:
        result: list[ast.stmt] = []
        for alias in node.names:
            if alias.name in self._siblings:
                made: ast.stmt = ast.ImportFrom(module=None, names=[alias], level=1)
            else:
                made = ast.Import(names=[alias])
            result.append(ast.copy_location(made, node))
        return result
