"""Rewrites one Python file of an app after modules got other names.

Responsible for: imports in all their spellings, the names they bind, form classes and their templates, and
forms named in strings (`open_form("Form1")`). Everything else keeps every character (libcst).
May not: read or write files, or guess: what cannot be changed safely keeps its old name through `as`.
Process: designer; pure functions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import libcst as cst
from libcst.helpers import get_full_name_for_node
from libcst.metadata import (
    BaseAssignment,
    ImportAssignment,
    MetadataWrapper,
    ParentNodeProvider,
    Scope,
    ScopeProvider,
)

from formwright.runtime.appfiles.relocation import Place, Relocation, join, leaf_of, parent_of


def rewrite_code(source: str, place: Place, relocation: Relocation) -> str:
    """The new source; the same string when nothing refers to what moved. Raises cst.ParserSyntaxError."""
    wrapper = MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True)
    plan = _Plan(place, relocation, wrapper)
    wrapper.module.visit(plan)
    plan.own_class(wrapper.module)
    if not plan.nodes and not plan.imports and not plan.lines:
        return source
    return wrapper.module.visit(_Apply(plan)).code


@dataclass
class _Line:
    """One `from X import a, b` taken apart because its names no longer live in one package."""

    node: cst.ImportFrom
    parts: list[cst.ImportFrom]


class _Apply(cst.CSTTransformer):
    def __init__(self, plan: _Plan) -> None:
        super().__init__()
        self._plan = plan

    def on_leave(
        self, original_node: cst.CSTNodeT, updated_node: cst.CSTNodeT
    ) -> cst.CSTNodeT | cst.RemovalSentinel | cst.FlattenSentinel[cst.CSTNodeT]:
        change = self._plan.nodes.get(original_node)
        if change is not None:
            return updated_node.with_changes(**change)
        return super().on_leave(original_node, updated_node)

    def leave_Import(self, original_node: cst.Import, updated_node: cst.Import) -> cst.BaseSmallStatement:
        return self._plan.imports.get(original_node, updated_node)

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.FlattenSentinel[cst.SimpleStatementLine]:
        line = self._plan.lines.get(original_node)
        if line is None:
            return updated_node
        at = next(index for index, part in enumerate(original_node.body) if part is line.node)
        first, *rest = line.parts
        body = [*updated_node.body[:at], first, *updated_node.body[at + 1 :]]
        more = [cst.SimpleStatementLine([part]) for part in rest]
        return cst.FlattenSentinel([updated_node.with_changes(body=body), *more])


@dataclass
class _Plan(cst.CSTVisitor):
    place: Place
    relocation: Relocation
    wrapper: MetadataWrapper
    nodes: dict[cst.CSTNode, dict[str, object]] = field(default_factory=dict)
    imports: dict[cst.Import, cst.BaseSmallStatement] = field(default_factory=dict)
    lines: dict[cst.SimpleStatementLine, _Line] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._scopes = self.wrapper.resolve(ScopeProvider)
        self._parents = self.wrapper.resolve(ParentNodeProvider)

    # Imports ----------------------------------------------------------------------------------------------

    def visit_Import(self, node: cst.Import) -> bool:
        aliases = [self._import_alias(node, alias) for alias in node.names]
        if len(node.names) == 1 and isinstance(aliases[0], cst.ImportFrom):
            self.imports[node] = aliases[0]
        elif any(new is not None for new in aliases):
            names = [
                new if isinstance(new, cst.ImportAlias) else old
                for old, new in zip(node.names, aliases, strict=True)
            ]
            self.imports[node] = node.with_changes(names=names)
        return False

    def _import_alias(
        self, node: cst.Import, alias: cst.ImportAlias
    ) -> cst.ImportAlias | cst.ImportFrom | None:
        old = alias.evaluated_name
        target = self.relocation.resolve_absolute(old, self.place)
        if target is None:
            return None
        new = self.relocation.spell_absolute(old, self.relocation.new_name(target), self.place)
        bound = alias.evaluated_alias
        if bound is not None:
            self._follow(self._assignments(node, bound), target)
        else:
            first = old.partition(".")[0]
            root = self.relocation.resolve_absolute(first, self.place)
            # libcst files `shop.Form1.x` under the import of `shop.Form1`, not under the name `shop`.
            parts = old.split(".")
            names = (".".join(parts[: end + 1]) for end in range(len(parts)))
            assignments = set[BaseAssignment]().union(*(self._assignments(node, name) for name in names))
            if "." not in old and "." in new:  # it moved into a package: keep the name that code uses
                self._follow(assignments, target)
                asname = None if leaf_of(new) == old else _asname(old)
                module = _dotted(parent_of(new))
                return cst.ImportFrom(module, [cst.ImportAlias(cst.Name(leaf_of(new)), asname)])
            self._follow(assignments, root or "")
            if new.partition(".")[0] != first and not self._rename(assignments, first, new.partition(".")[0]):
                if "." in new:
                    return None
                return alias.with_changes(name=_dotted(new), asname=_asname(first))
        return alias.with_changes(name=_dotted(new)) if new != old else None

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        level = len(node.relative)
        name = get_full_name_for_node(node.module) or "" if node.module else ""
        target = (
            self.relocation.resolve_relative(self.place.old_package, level, name)
            if level
            else self.relocation.resolve_absolute(name, self.place)
        )
        if target is None or leaf_of(target) == "_anvil_designer":
            return False  # the template's class is handled with the form's own file
        if isinstance(node.names, cst.ImportStar):
            groups = {self.relocation.new_name(target): [cst.ImportAlias(cst.Name("_"))]}
        else:
            groups = self._group(node, node.names, target)
        self._replace_from(node, target, name, level, groups)
        return False

    def _group(
        self, node: cst.ImportFrom, aliases: Iterable[cst.ImportAlias], target: str
    ) -> dict[str, list[cst.ImportAlias]]:
        """Names to import by the module they come from now."""
        groups: dict[str, list[cst.ImportAlias]] = {}
        for alias in aliases:
            name = alias.evaluated_name
            bound = alias.evaluated_alias or name
            module = join(target, name)
            if module in self.relocation.known and not (
                target in self.relocation.forms and name == leaf_of(target)
            ):
                moved = self.relocation.new_name(module)
                source, new = parent_of(moved), leaf_of(moved)
                self._follow(self._assignments(node, bound), module)
            else:
                source = self.relocation.new_name(target)
                own_class = target in self.relocation.forms and name == leaf_of(target)
                new = leaf_of(source) if own_class else name
            if new != name:
                asname = alias.asname
                if asname is None and not self._rename(self._assignments(node, bound), name, new):
                    asname = _asname(name)
                alias = alias.with_changes(name=cst.Name(new), asname=asname)
            groups.setdefault(source, []).append(alias)
        return groups

    def _replace_from(
        self,
        node: cst.ImportFrom,
        target: str,
        name: str,
        level: int,
        groups: dict[str, list[cst.ImportAlias]],
    ) -> None:
        parts = []
        for source, aliases in groups.items():
            dots, module = level, name
            if level:
                there = self.relocation.resolve_relative(self.place.new_package, level, name)
                if there != source:
                    dots, module = self.relocation.spell_relative(self.place, source)
            elif source != target:
                module = self.relocation.spell_absolute(name, source, self.place)
            if not dots and not module:
                dots = 1  # from the top of the app: there is no other absolute spelling
            change: dict[str, object] = {}
            if (dots, module) != (level, name):
                change["relative"] = [cst.Dot()] * dots
                change["module"] = _dotted(module) if module else None
                if not node.module and (level or module):
                    change["whitespace_after_from"] = cst.SimpleWhitespace(" ")
                if not isinstance(node.whitespace_before_import, cst.SimpleWhitespace) or module:
                    change["whitespace_before_import"] = cst.SimpleWhitespace(" ")
            if not isinstance(node.names, cst.ImportStar) and list(node.names) != aliases:
                change["names"] = aliases if len(groups) == 1 else _without_comma(aliases)
                if len(groups) > 1:
                    change["lpar"], change["rpar"] = None, None
            parts.append((node, change))
        if len(parts) == 1:
            if parts[0][1]:
                self.nodes[node] = parts[0][1]
            return
        line = self._parents[node]
        assert isinstance(line, cst.SimpleStatementLine)
        self.lines[line] = _Line(node, [old.with_changes(**change) for old, change in parts])

    # Names ------------------------------------------------------------------------------------------------

    def _assignments(self, node: cst.CSTNode, name: str) -> set[BaseAssignment]:
        scope = self._scopes.get(node)
        return set(scope[name]) if isinstance(scope, Scope) and name in scope else set()

    def _rename(self, assignments: set[BaseAssignment], old: str, new: str) -> bool:
        """Give another name to what an import or a class binds, wherever it is used; False: not safe."""
        names: list[cst.Name] = []
        for assignment in assignments:
            if new in assignment.scope and any(
                other.scope is assignment.scope for other in assignment.scope[new]
            ):
                return False
            for access in assignment.references:
                root = _root(access.node)
                if root is None or (new in access.scope and _is_bound(access.scope, new)):
                    return False
                names.append(root)
            if not isinstance(assignment, ImportAssignment) and not self._is_class(assignment):
                return False
        for name in names:
            if name.value == old:
                self.nodes[name] = {"value": new}
        return True

    def _is_class(self, assignment: BaseAssignment) -> bool:
        return isinstance(getattr(assignment, "node", None), cst.ClassDef)

    def _follow(self, assignments: set[BaseAssignment], module: str) -> None:
        """Attributes of a name that is bound to `module`: `Pages.Form1.Form1`."""
        for assignment in assignments:
            for access in assignment.references:
                node: cst.CSTNode | None = _root(access.node)
                target = module
                while node is not None:
                    attribute = self._parents.get(node)
                    if not isinstance(attribute, cst.Attribute) or attribute.value is not node:
                        break
                    target = self._follow_one(attribute, target)
                    node = attribute if target else None

    def _follow_one(self, attribute: cst.Attribute, target: str) -> str:
        """Rename one attribute; the module that it is, or "" when it is not one."""
        name = attribute.attr.value
        inner = join(target, name)
        if target in self.relocation.forms and name == leaf_of(target):
            self.nodes[attribute.attr] = {"value": leaf_of(self.relocation.new_name(target))}
            return ""
        if inner not in self.relocation.known:
            return ""
        new = leaf_of(self.relocation.new_name(inner))
        if new != name:
            self.nodes[attribute.attr] = {"value": new}
        return inner

    # Form classes -----------------------------------------------------------------------------------------

    def own_class(self, module: cst.Module) -> None:
        """In the form's own file: its class and the class of its template."""
        if self.place.old not in self.relocation.forms:
            return
        old, new = leaf_of(self.place.old), leaf_of(self.place.new)
        if old == new:
            return
        for statement in module.body:
            if isinstance(statement, cst.ClassDef) and statement.name.value == old:
                self._rename(self._assignments(statement, old), old, new)
                self.nodes[statement.name] = {"value": new}
        module.visit(_TemplateNames(self.nodes, f"{old}Template", f"{new}Template"))

    # Strings ----------------------------------------------------------------------------------------------

    def visit_Call(self, node: cst.Call) -> None:
        function = get_full_name_for_node(node.func) or ""
        if leaf_of(function) == "open_form" and node.args:
            self._string(node.args[0].value)
        for argument in node.args:
            if argument.keyword is not None and argument.keyword.value == "item_template":
                self._string(argument.value)

    def visit_Assign(self, node: cst.Assign) -> None:
        for target in node.targets:
            if isinstance(target.target, cst.Attribute) and target.target.attr.value == "item_template":
                self._string(node.value)

    def _string(self, node: cst.BaseExpression) -> None:
        if not isinstance(node, cst.SimpleString) or not isinstance(node.evaluated_value, str):
            return
        new = self.relocation.map_form_reference(node.evaluated_value)
        if new != node.evaluated_value:
            self.nodes[node] = {"value": f"{node.prefix}{node.quote}{new}{node.quote}"}


class _TemplateNames(cst.CSTVisitor):
    def __init__(self, nodes: dict[cst.CSTNode, dict[str, object]], old: str, new: str) -> None:
        super().__init__()
        self._nodes, self._old, self._new = nodes, old, new

    def visit_Name(self, node: cst.Name) -> None:
        if node.value == self._old:
            self._nodes[node] = {"value": self._new}


def _is_bound(scope: Scope, name: str) -> bool:
    return any(assignment.scope is scope for assignment in scope[name])


def _root(node: cst.CSTNode) -> cst.Name | None:
    while isinstance(node, cst.Attribute):
        node = node.value
    return node if isinstance(node, cst.Name) else None


def _dotted(name: str) -> cst.Name | cst.Attribute:
    first, *rest = name.split(".")
    node: cst.Name | cst.Attribute = cst.Name(first)
    for part in rest:
        node = cst.Attribute(node, cst.Name(part))
    return node


def _asname(name: str) -> cst.AsName:
    return cst.AsName(cst.Name(name))


def _without_comma(aliases: list[cst.ImportAlias]) -> list[cst.ImportAlias]:
    return [
        *(
            alias.with_changes(comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")))
            for alias in aliases[:-1]
        ),
        aliases[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT),
    ]
