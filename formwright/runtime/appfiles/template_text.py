"""The text of a YAML template as a tree: a piece of text for each component, so that a change of one reads
and writes only its piece, however long the form is.

Responsible for: cutting a template into pieces and putting it together again byte by byte; changes of one
piece (by `edit`, which proves them) and pieces that come, go and move with all that is typed in them.
May not: guess: what is unusual raises NotPlain, and the whole text has to be edited instead (`edit`).
Values are immutable; pieces that a change does not touch are shared. Process: designer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import yaml

from formwright.runtime.appfiles.edit import Delete, Edit, Insert, edit_text
from formwright.runtime.appfiles.text import Text
from formwright.runtime.appfiles.yaml_emit import block
from formwright.runtime.appfiles.yaml_places import NotPlain, Places, child, is_flow
from formwright.runtime.appfiles.yaml_text import Document, YamlError, parse
from formwright.runtime.spec.app import Json

Path = tuple[str | int, ...]

_TOKEN = "formwright-components-"  # stands for a list of components in the text of the piece around it
_ALIAS = re.compile(r"(?:^|[\s\[\]{},:\-?])[&*]\S", re.MULTILINE)
#: Breaks of lines that nobody types, and directives.
_UNUSUAL = re.compile(r"\r(?!\n)|[\x85\u2028\u2029]|^%|" + _TOKEN, re.MULTILINE)
_FLOW_MAP = re.compile(r"^[ -]*[\w-]+: \{\s*[^}\s]", re.MULTILINE)
_BLOCK_MAP = re.compile(
    r"^[ -]*(?:properties|layout_properties|event_bindings):[ \t]*\r?\n[ ]+[^\s#-]", re.MULTILINE
)


@dataclass(frozen=True)
class Items:
    """A list of components in block style."""

    key: Path  # in the piece that has it
    column: int  # of the dashes
    leads: tuple[str, ...]  # what stands before each item and is not its own: blank lines, comments
    pieces: tuple[Piece, ...]
    tail: str = ""

    @cached_property
    def text(self) -> str:
        both = zip(self.leads, self.pieces, strict=True)
        return "".join([lead + piece.text for lead, piece in both]) + self.tail

    @property
    def space(self) -> str:
        """What separates its items."""
        lead = self.leads[1] if len(self.leads) > 1 else ""
        return lead if not lead.strip() else ""

    def without(self, index: int) -> Items:
        leads, pieces = list(self.leads), self.pieces[:index] + self.pieces[index + 1 :]
        lead = leads.pop(index)
        if not lead.strip() and index:
            lead = ""
        if index == 0 and leads and not leads[0].strip():
            leads[0] = ""
        if index < len(leads):
            leads[index] = lead + leads[index]
            return replace(self, leads=tuple(leads), pieces=pieces)
        return replace(self, leads=tuple(leads), pieces=pieces, tail=lead + self.tail)

    def including(self, index: int, piece: Piece) -> Items:
        leads = list(self.leads)
        if index == 0:
            leads[0:1] = [leads[0], self.space]
        else:
            leads.insert(index, self.space)
        pieces = (*self.pieces[:index], piece, *self.pieces[index:])
        return replace(self, leads=tuple(leads), pieces=pieces)


@dataclass(frozen=True)
class Piece:
    """One component, or the whole template: its own text, and the lists of components between."""

    column: int  # of its dash; -1: the whole template
    own: tuple[str, ...]  # around the lists
    lists: tuple[Items, ...]

    @cached_property
    def text(self) -> str:
        parts = [self.own[0]]
        for items, after in zip(self.lists, self.own[1:], strict=True):
            parts += (items.text, after)
        return "".join(parts)

    @property
    def base(self) -> Path:
        """Where the component is in its text alone: the only item of a list."""
        return () if self.column < 0 else (0,)


@dataclass(frozen=True)
class TemplateText:
    root: Piece
    newline: str
    ended: bool  # the last line had a line break
    flow_leaves: bool  # small maps are written on one line

    @classmethod
    def of(cls, document: Document) -> TemplateText:
        """Raises NotPlain."""
        text = document.text
        if not text or document.notices or _UNUSUAL.search(text) or not isinstance(document.data, dict):
            raise NotPlain
        assert document.root is not None
        if _ALIAS.search(text) and _has_aliases(document.root):
            raise NotPlain
        ended = text.endswith("\n")
        newline = "\r\n" if "\r\n" in text else "\n"
        whole = document if ended else replace(document, text=text + newline)
        root = _Cutter(whole, {}).whole(document.root)
        if root.text != whole.text:
            raise NotPlain
        flow, blocks = len(_FLOW_MAP.findall(text)), len(_BLOCK_MAP.findall(text))
        return cls(root, newline, ended, flow > blocks)

    @property
    def text(self) -> str:
        text = self.root.text
        return text if self.ended else text.removesuffix(self.newline)

    # --- changes: raise NotPlain, EditError

    def edited(self, edit: Edit) -> TemplateText:
        path = tuple(edit.path)
        if isinstance(edit, Delete):
            steps, rest = self._down(path)
            if not rest and steps:
                return self._without(steps)
            return self._own(steps, rest, edit)
        if isinstance(edit, Insert):
            steps, rest = self._down(path[:-1])
            index = path[-1]
            assert isinstance(index, int)
            if (at := _list_at(steps[-1].piece, rest)) is not None:
                return self._put(steps, at, index, self._emitted(steps[-1].piece.lists[at], edit.value))
            return self._own(steps, (*rest, index), edit)
        steps, rest = self._down(path)
        return self._own(steps, rest, edit)

    def moved(self, source: Path, target: Path) -> TemplateText:
        """`target` is where an `Insert` would put it once it is taken out."""
        steps, rest = self._down(source)
        if rest or len(steps) < 2:
            raise NotPlain
        piece = steps[-1].piece
        taken = self._without(steps)
        steps, rest = taken._down(target[:-1])
        index = target[-1]
        assert isinstance(index, int)
        if (at := _list_at(steps[-1].piece, rest)) is not None:
            column = steps[-1].piece.lists[at].column
            return taken._put(steps, at, index, _shifted(piece, column, self.newline))
        # The first child of its new parent: a token holds its place while the text around is written.
        token = {_TOKEN: len(steps[-1].piece.lists)}
        edit = Insert((*steps[-1].piece.base, *rest, index), token)
        content = taken._edited(_hidden(steps[-1].piece, self.newline), edit)
        saved = [*steps[-1].piece.lists, Items(rest, piece.column, ("",), (piece,))]
        return taken._replaced(steps, taken._cut(steps[-1].piece, content, saved))

    # --- inside

    def _down(self, path: Path) -> tuple[list[_Step], Path]:
        """Pieces along the path, the whole first, and what is left of the path in the last one."""
        steps = [_Step(self.root, -1, -1)]
        while True:
            piece = steps[-1].piece
            for at, items in enumerate(piece.lists):
                depth = len(items.key)
                index = path[depth] if len(path) > depth else None
                if path[:depth] == items.key and isinstance(index, int) and 0 <= index < len(items.pieces):
                    steps.append(_Step(items.pieces[index], at, index))
                    path = path[depth + 1 :]
                    break
            else:
                return steps, path

    def _replaced(self, steps: list[_Step], new: Piece) -> TemplateText:
        """With another piece in place of the last of `steps`."""
        for step, outer in zip(reversed(steps[1:]), reversed(steps[:-1]), strict=True):
            items = outer.piece.lists[step.at]
            pieces = (*items.pieces[: step.index], new, *items.pieces[step.index + 1 :])
            new = _with_list(outer.piece, step.at, replace(items, pieces=pieces))
        return replace(self, root=new)

    def _put(self, steps: list[_Step], at: int, index: int, piece: Piece) -> TemplateText:
        items = steps[-1].piece.lists[at]
        if not 0 <= index <= len(items.pieces):
            raise NotPlain
        return self._replaced(steps, _with_list(steps[-1].piece, at, items.including(index, piece)))

    def _without(self, steps: list[_Step]) -> TemplateText:
        step, outer = steps[-1], steps[-2].piece
        items = outer.lists[step.at]
        if len(items.pieces) > 1:
            return self._replaced(steps[:-1], _with_list(outer, step.at, items.without(step.index)))
        # With the token all that is the component's own goes, its comments too.
        content = self._edited(
            _hidden(outer, self.newline, emptied=step.at), Delete((*outer.base, *items.key, 0))
        )
        return self._replaced(steps[:-1], self._cut(outer, content, outer.lists))

    def _own(self, steps: list[_Step], rest: Path, edit: Edit) -> TemplateText:
        piece = steps[-1].piece
        if not rest or any(
            items.key[: len(rest)] == rest or rest[: len(items.key)] == items.key for items in piece.lists
        ):
            raise NotPlain  # all of a list of components at once
        content = self._edited(_hidden(piece, self.newline), replace(edit, path=(*piece.base, *rest)))
        if rest[0] in ("components", "components_by_slot"):
            return self._replaced(steps, self._cut(piece, content, piece.lists))
        return self._replaced(steps, self._split(piece, content))

    def _edited(self, content: str, edit: Edit) -> str:
        content = edit_text(Text(content), [edit], flow_leaves=self.flow_leaves)
        if content and not content.endswith("\n"):
            raise NotPlain
        return content

    def _split(self, piece: Piece, content: str) -> Piece:
        own = []
        for number, items in enumerate(piece.lists):
            before, found, content = content.partition(_token_line(items, number, self.newline))
            if not found:
                raise NotPlain
            own.append(before)
        new = replace(piece, own=(*own, content))
        if any(_TOKEN in text for text in new.own):
            raise NotPlain
        if piece.column >= 0:
            _check_dash(new)
        return new

    def _cut(self, piece: Piece, content: str, saved: Sequence[Items]) -> Piece:
        """A piece whose lists may be others now; tokens stand for `saved` ones."""
        try:
            document = parse(content)
        except YamlError:
            raise NotPlain from None
        cutter = _Cutter(document, dict(enumerate(saved)), self.newline)
        if document.root is None or document.notices:
            raise NotPlain
        whole = piece.column < 0
        new = cutter.whole(document.root) if whole else cutter.alone(document.root)
        if new.column != piece.column or any(_TOKEN in text for text in new.own):
            raise NotPlain
        return new

    def _emitted(self, items: Items, node: Json) -> Piece:
        indent = " " * items.column
        lines = block([node], leaves=self.flow_leaves)
        content = "".join(f"{indent}{line}{self.newline}" for line in lines)
        document = parse(content)
        assert document.root is not None
        return _Cutter(document, {}, self.newline).alone(document.root)


@dataclass(frozen=True)
class _Step:
    piece: Piece
    at: int  # which list of the piece around
    index: int  # in that list


class _Cutter:
    """Cuts one text into pieces."""

    def __init__(self, document: Document, saved: dict[int, Items], newline: str = "\n") -> None:
        self._text = document.text
        self._places = Places(document)
        self._saved = saved
        self._newline = newline

    def whole(self, root: yaml.Node) -> Piece:
        return self._piece(root, 0, len(self._text), -1)

    def alone(self, root: yaml.Node) -> Piece:
        if not isinstance(root, yaml.SequenceNode) or is_flow(root) or len(root.value) != 1:
            raise NotPlain
        dash = self._places.dash(root, root.value[0])
        return self._piece(root.value[0], 0, len(self._text), dash - self._places.line_start(dash))

    def _piece(self, node: yaml.Node, start: int, end: int, column: int) -> Piece:
        own, lists = [], []
        at = start
        for key, value in _lists(node, whole=column < 0):
            items, first, last = self._items(key, value)
            if not at <= first <= last <= end:
                raise NotPlain
            own.append(self._text[at:first])
            lists.append(items)
            at = last
        return Piece(column, (*own, self._text[at:end]), tuple(lists))

    def _items(self, key: Path, node: yaml.Node) -> tuple[Items, int, int]:
        """The list, and where it begins and ends."""
        if (saved := self._saved_in(key, node)) is not None:
            return saved
        column = node.start_mark.column
        leads: list[str] = []
        pieces: list[Piece] = []
        begin = at = self._places.line_start(self._places.start(node))
        first = -1
        for item in node.value:
            dash = self._places.dash(node, item)
            if not self._places.first_on_line(dash) or self._token(item) is not None:
                raise NotPlain
            start = self._with_comments(dash, column, begin if first < 0 else at, first=first < 0)
            end = self._to_end(item, column)
            if first < 0:
                first = at = start
            leads.append(self._text[at:start])
            pieces.append(self._piece(item, start, end, column))
            at = end
        return Items(key, column, tuple(leads), tuple(pieces)), first, at

    def _saved_in(self, key: Path, node: yaml.Node) -> tuple[Items, int, int] | None:
        token = self._token(node.value[0]) if len(node.value) == 1 else None
        if token is None:
            return None
        saved, column = self._saved[token], node.start_mark.column
        dash = self._places.dash(node, node.value[0])
        start = self._places.line_start(dash)
        if saved.column != column:
            pieces = tuple(_shifted(piece, column, self._newline) for piece in saved.pieces)
            saved = replace(saved, column=column, pieces=pieces)
        return replace(saved, key=key), start, self._places.next_line(dash)

    def _token(self, node: yaml.Node) -> int | None:
        if isinstance(node, yaml.ScalarNode) and node.value.startswith(_TOKEN):
            return int(node.value.removeprefix(_TOKEN))
        if isinstance(node, yaml.MappingNode) and len(node.value) == 1 and node.value[0][0].value == _TOKEN:
            return int(node.value[0][1].value)
        return None

    def _with_comments(self, dash: int, column: int, limit: int, *, first: bool) -> int:
        """Where an item begins: with the comments that stand right above its dash."""
        start = self._places.line_start(dash)
        while start > (0 if first else limit):
            line = self._places.line_start(start - 1)
            text = self._text[line:start]
            if not text.startswith(" " * column + "#"):
                break
            start = line
        return start

    def _to_end(self, item: yaml.Node, column: int) -> int:
        """Where it ends: with comments below that are indented as what is in it."""
        end = at = self._places.next_line(self._places.end(item))
        while at < len(self._text):
            after = self._places.next_line(at)
            line = self._text[at:after].strip("\r\n")
            text = line.lstrip(" ")
            if text.startswith("#") and len(line) - len(text) > column:
                end = after
            elif text.strip():
                break
            at = after
        return end


def _lists(node: yaml.Node, *, whole: bool) -> Iterator[tuple[Path, yaml.Node]]:
    found: list[tuple[Path, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode) and not is_flow(node):
        for key in ("components", "components_by_slot") if whole else ("components",):
            entry = child(node, key)
            if entry is None:
                continue
            if key == "components":
                found.append(((key,), entry.value))
            elif isinstance(entry.value, yaml.MappingNode) and not is_flow(entry.value):
                found += [((key, str(slot.value)), value) for slot, value in entry.value.value]
    plain = [
        (key, value)
        for key, value in found
        if isinstance(value, yaml.SequenceNode) and value.value and not is_flow(value)
    ]
    yield from sorted(plain, key=lambda each: each[1].start_mark.index)


def _list_at(piece: Piece, rest: Path) -> int | None:
    return next((at for at, items in enumerate(piece.lists) if items.key == rest), None)


def _with_list(piece: Piece, at: int, items: Items) -> Piece:
    return replace(piece, lists=(*piece.lists[:at], items, *piece.lists[at + 1 :]))


def _token_line(items: Items, number: int, newline: str) -> str:
    return f"{' ' * items.column}- {_TOKEN}{number}{newline}"


def _hidden(piece: Piece, newline: str, emptied: int = -1) -> str:
    """The piece's own text, a token for each list; what stands around the items of one of them stays."""
    parts = [piece.own[0]]
    for number, (items, after) in enumerate(zip(piece.lists, piece.own[1:], strict=True)):
        around = "".join(items.leads) + items.tail if number == emptied else ""
        parts += (_token_line(items, number, newline), around if around.strip() else "", after)
    return "".join(parts)


def _check_dash(piece: Piece) -> None:
    for line in piece.own[0].split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            if not line.startswith(" " * piece.column + "-"):
                raise NotPlain
            return
    raise NotPlain


def _shifted(piece: Piece, column: int, newline: str) -> Piece:
    """The same text, indented for a list at another column; proved by reading both."""
    delta = column - piece.column
    if not delta:
        return piece
    moved = "\n".join(_shifted_line(line, delta) for line in piece.text.split("\n"))
    try:
        before, after = parse(piece.text), parse(moved)
    except YamlError:
        raise NotPlain from None
    if before.data != after.data or after.root is None:
        raise NotPlain
    return _Cutter(after, {}, newline).alone(after.root)


def _shifted_line(line: str, delta: int) -> str:
    if not line.strip():
        return line
    if delta > 0:
        return " " * delta + line
    text = line.lstrip(" ")
    space = len(line) - len(text)
    if space < -delta and not text.startswith("#"):
        raise NotPlain
    return line[min(space, -delta) :]


def _has_aliases(root: yaml.Node) -> bool:
    seen: set[int] = set()
    todo = [root]
    while todo:
        node = todo.pop()
        if id(node) in seen:
            return True
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                todo += (key, value)
        elif isinstance(node, yaml.SequenceNode):
            todo += node.value
    return False
