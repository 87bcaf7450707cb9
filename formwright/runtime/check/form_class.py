"""What the class of a form has, as far as reading its source tells.

Responsible for: the methods and attributes that event bindings may name.
May not: execute the code. Process: designer (a thread), host, command line.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True)
class FormClass:
    names: frozenset[str]
    open_ended: bool  # other base classes or decorators may add more than can be read here

    @classmethod
    def find(cls, tree: ast.Module | None, name: str) -> FormClass | None:
        if tree is None:
            return None
        classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
        node = classes.get(name)
        if node is None:
            return None
        names: set[str] = set()
        open_ended = False
        waiting, seen = [node], {name}
        while waiting:
            current = waiting.pop()
            names |= _names(current)
            open_ended = open_ended or bool(current.decorator_list) or "__getattr__" in names
            for base in current.bases:
                spelled = ast.unparse(base)
                if spelled in classes and spelled not in seen:
                    seen.add(spelled)
                    waiting.append(classes[spelled])
                elif spelled.rpartition(".")[2] != f"{name}Template" and spelled not in classes:
                    open_ended = True
        return cls(frozenset(names), open_ended)

    def has(self, name: str) -> bool:
        # `self.child.method` and the like: only the first step can be seen from here.
        return self.open_ended or name in self.names or "." in name


def _names(node: ast.ClassDef) -> set[str]:
    names: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and inner is not node:
            names.add(inner.name)
        elif isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            names.add(inner.id)
        elif isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
            names.add(inner.attr)
        elif isinstance(inner, ast.alias):
            names.add((inner.asname or inner.name).partition(".")[0])
    return names
