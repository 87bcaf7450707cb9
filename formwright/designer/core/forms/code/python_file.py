"""The Python file of a form as the designer sees it: methods, handlers, names of components. Pure.

Positions come from `ast`; a file that does not parse just now is read by its lines, so that a handler can be
added while something else is half typed. Text is cut and pasted: every other character stays.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_CLASS = re.compile(r"^class[ \t]+(?P<name>\w+)\b")
_DEF = re.compile(r"^(?P<indent>[ \t]+)(?:async[ \t]+)?def[ \t]+(?P<name>\w+)[ \t]*\(")
INDENT = "    "


@dataclass(frozen=True)
class Spot:
    """A place in a text; both from 1, columns in characters."""

    line: int
    column: int = 1


@dataclass(frozen=True)
class Method:
    name: str
    spot: Spot  # of its name
    body: Spot  # of its first statement after the docstring


@dataclass(frozen=True)
class FormCode:
    """What is in the class of a form."""

    methods: Mapping[str, Method] = field(default_factory=dict)
    handles: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Of `@handle`: component and event to method."""
    found: bool = True  # there is such a class
    error: str = ""  # of Python, when the file does not parse: the methods are a guess then


def read_code(source: str, class_name: str) -> FormCode:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        return _by_lines(source, class_name, str(error))
    body = _class_body(tree, class_name)
    if body is None:
        return FormCode(found=False)
    lines = _lines(source)
    methods = {}
    handles = {}
    for node in body.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            methods[node.name] = Method(node.name, _name_spot(lines, node), _body_spot(lines, node))
            handles.update(dict.fromkeys(_handled(node), node.name))
    return FormCode(methods, handles)


def handler_name(component: str, event: str) -> str:
    """`button_1_click`; of the form itself `form_show`."""
    words = re.sub(r"\W+", "_", event.removeprefix("x-")).strip("_")
    return f"{component or 'form'}_{words}"


def with_handler(source: str, class_name: str, method: str, doc: str) -> tuple[str, Spot]:
    """The source with a method at the end of the class, and where its body is, to be typed over.

    A class that is not there is made. Raises ValueError when `method` is no name.
    """
    if not method.isidentifier():
        raise ValueError(f"{method!r} is no name for a method.")
    newline = "\r\n" if "\r\n" in source else "\n"
    source = _with_body_below(source, class_name, newline)
    lines = _lines(source)
    span = _class_span(source, class_name)
    if span is None:
        separator = newline * 2 if source.strip() else ""
        end = "" if not source or source.endswith(("\n", "\r")) else newline
        head = f"{separator}class {class_name}({class_name}Template):"
        source = f"{source}{end}{head}{newline}"
        lines = _lines(source)
        span = len(lines), len(lines)
    first, last = span
    indent = _indent_in(lines, first, last)
    while last > first and not lines[last - 1].strip():
        last -= 1
    if last and not lines[last - 1].endswith(("\n", "\r")):
        lines[last - 1] += newline
    blank = [newline] if last > first else []
    made = [
        *blank,
        f"{indent}def {method}(self, **event_args):{newline}",
        f'{indent * 2}"""{doc}"""{newline}',
        f"{indent * 2}pass{newline}",
    ]
    lines[last:last] = made
    return "".join(lines), Spot(last + len(made), len(indent) * 2 + 1)


def renamed_component(source: str, class_name: str, old: str, new: str) -> tuple[str, tuple[int, ...]]:
    """The source with `self.old` as `self.new` in the form's class, and the lines that changed.

    Raises SyntaxError when the file does not parse.
    """
    tree = ast.parse(source)
    body = _class_body(tree, class_name)
    spans = [] if body is None else [*_uses(body, old)]
    return _replaced(source, spans, new)


def renamed_method(source: str, class_name: str, old: str, new: str) -> tuple[str, tuple[int, ...]]:
    """The same for a method: its definition and `self.old` everywhere in the class."""
    tree = ast.parse(source)
    body = _class_body(tree, class_name)
    if body is None:
        return source, ()
    lines = _lines(source)
    spans = [*_uses(body, old)]
    for node in body.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == old:
            spot = _name_spot(lines, node)
            start = len(lines[spot.line - 1][: spot.column - 1].encode())
            spans.append((spot.line, start, start + len(old.encode())))
    return _replaced(source, spans, new)


def renamed_in_expression(code: str, old: str, new: str) -> str:
    """A data binding with `self.old` as `self.new`; one that does not parse stays."""
    try:
        tree = ast.parse(code, mode="eval")
    except (SyntaxError, ValueError):
        return code
    return _replaced(code, [*_attributes(tree, {"self"}, old)], new)[0]


def mentions_in_text(source: str, name: str) -> tuple[int, ...]:
    """Lines that have the name in a string, where nothing can be renamed safely."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ()
    word = re.compile(rf"\b{re.escape(name)}\b")
    return tuple(
        sorted(
            {
                node.lineno
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and word.search(node.value)
            }
        )
    )


def _lines(text: str) -> list[str]:
    """With their ends, and divided where Python divides: `splitlines` also does at form feeds."""
    return io.StringIO(text, newline="").readlines()


def first_use(source: str, class_name: str, component: str) -> Spot | None:
    """Where the code first speaks of a component; of the form itself, where its class begins."""
    pattern = rf"\bself\.{re.escape(component)}\b" if component else rf"^class[ \t]+{class_name}\b"
    found = re.compile(pattern, re.MULTILINE).search(source)
    if found is None:
        return None
    line = source.count("\n", 0, found.start()) + 1
    return Spot(line, found.start() - source.rfind("\n", 0, found.start()))


# --- reading -----------------------------------------------------------------------------------------------


def _class_body(tree: ast.Module, name: str) -> ast.ClassDef | None:
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    return next(classes, None)


def _name_spot(lines: list[str], node: ast.FunctionDef | ast.AsyncFunctionDef) -> Spot:
    line = lines[node.lineno - 1]
    found = re.compile(rf"\b{node.name}\b").search(line, line.find("def") + 3)
    return Spot(node.lineno, (found.start() if found else 0) + 1)


def _body_spot(lines: list[str], node: ast.FunctionDef | ast.AsyncFunctionDef) -> Spot:
    statements = node.body
    first = statements[0]
    if len(statements) > 1 and isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        first = statements[1]
    column = len(lines[first.lineno - 1].encode()[: first.col_offset].decode())
    return Spot(first.lineno, column + 1)


def _handled(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, str]]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and len(decorator.args) == 2:
            name = decorator.func
            called = name.attr if isinstance(name, ast.Attribute) else getattr(name, "id", "")
            texts = [each.value for each in decorator.args if isinstance(each, ast.Constant)]
            if called == "handle" and len(texts) == 2:
                yield str(texts[0]), str(texts[1])


def _by_lines(source: str, class_name: str, error: str) -> FormCode:
    span = _span_by_lines(source, class_name)
    if span is None:
        return FormCode(found=False, error=error)
    lines = _lines(source)
    methods = {}
    for number in range(span[0], span[1]):
        found = _DEF.match(lines[number])
        if found and found["indent"] == _indent_in(lines, *span):
            spot = Spot(number + 1, found.start("name") + 1)
            methods[found["name"]] = Method(found["name"], spot, Spot(min(number + 2, len(lines))))
    return FormCode(methods, error=error)


def _class_span(source: str, name: str) -> tuple[int, int] | None:
    """Lines of the class's body: the number of those before it, and before what follows it."""
    try:
        node = _class_body(ast.parse(source), name)
    except (SyntaxError, ValueError):
        return _span_by_lines(source, name)
    if node is None:
        return None
    first = node.body[0]
    marks = getattr(first, "decorator_list", [])
    return min([first.lineno, *(mark.lineno for mark in marks)]) - 1, node.end_lineno or node.lineno


def _with_body_below(source: str, name: str, newline: str) -> str:
    """`class A(B): pass` with its body on the next line."""
    try:
        node = _class_body(ast.parse(source), name)
    except (SyntaxError, ValueError):
        return source
    if node is None or node.body[0].lineno != node.lineno:
        return source
    lines = _lines(source)
    data, column = lines[node.lineno - 1].encode(), node.body[0].col_offset
    head, body = data[:column].decode().rstrip(), data[column:].decode()
    lines[node.lineno - 1] = f"{head}{newline}{INDENT}{body}"
    return "".join(lines)


def _span_by_lines(source: str, name: str) -> tuple[int, int] | None:
    lines = _lines(source)
    starts = (at for at, line in enumerate(lines) if (m := _CLASS.match(line)) and m["name"] == name)
    start = next(starts, None)
    if start is None:
        return None
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t#)"):
        end += 1
    return start + 1, end


def _indent_in(lines: list[str], first: int, last: int) -> str:
    for line in lines[first:last]:
        if line.strip() and line[0] in " \t" and not line.lstrip().startswith("#"):
            return line[: len(line) - len(line.lstrip())]
    return INDENT


# --- renaming ----------------------------------------------------------------------------------------------

_Span = tuple[int, int, int]
"""Line from 1, start and end in bytes of the line, as `ast` counts."""


def _uses(body: ast.ClassDef, name: str) -> Iterator[_Span]:
    for node in body.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            parameters = (*node.args.posonlyargs, *node.args.args)
            if parameters:
                yield from _attributes(node, {parameters[0].arg}, name)
            for decorator in node.decorator_list:
                yield from _named_by(decorator, name)


def _attributes(tree: ast.AST, owners: Iterable[str], name: str) -> Iterator[_Span]:
    for node in ast.walk(tree):
        own = isinstance(node, ast.Attribute) and node.attr == name and isinstance(node.value, ast.Name)
        if own and node.value.id in owners and node.end_col_offset is not None:  # type: ignore[attr-defined]
            yield node.end_lineno, node.end_col_offset - len(name.encode()), node.end_col_offset  # type: ignore[attr-defined]


def _named_by(decorator: ast.expr, name: str) -> Iterator[_Span]:
    """The first argument of `@handle("button_1", "click")`."""
    if isinstance(decorator, ast.Call) and decorator.args:
        called = getattr(decorator.func, "attr", getattr(decorator.func, "id", ""))
        first = decorator.args[0]
        plain = isinstance(first, ast.Constant) and first.value == name and first.lineno == first.end_lineno
        if called == "handle" and plain and first.end_col_offset is not None:
            end = first.end_col_offset - 1
            yield first.lineno, end - len(name.encode()), end


def _replaced(source: str, spans: list[_Span], new: str) -> tuple[str, tuple[int, ...]]:
    lines = _lines(source)
    for line, start, end in sorted(spans, reverse=True):
        data = lines[line - 1].encode()
        lines[line - 1] = (data[:start] + new.encode() + data[end:]).decode()
    return "".join(lines), tuple(sorted({line for line, _, _ in spans}))
