"""What a person does to the components that are selected, with no more than keys. No Qt.

One method per command; each is one step of the form's history. What cannot be done is said by
`Designs.notice`. The clipboard is the caller's: copying gives a text, pasting takes one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.changes import (
    Change,
    ChangeError,
    InsertComponent,
    MoveComponent,
    RemoveComponent,
    RenameComponent,
    Transaction,
)
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.placement import clipboard
from formwright.designer.core.forms.placement.arranging import (
    Direction,
    can_unwrap,
    complete,
    step,
    unwrap,
    wrap,
)
from formwright.designer.core.forms.placement.fitting import children_in, holds_itself, slot_of
from formwright.designer.core.forms.placement.inserting import insert, inserted_names, where_to_insert
from formwright.designer.core.forms.placement.slot_places import applied
from formwright.designer.core.forms.reuse.item_templates import item_template, panel_of
from formwright.designer.core.forms.template import FORM, Template
from formwright.runtime.spec.app import Json


class Editing:
    def __init__(self, designs: Designs) -> None:
        self._designs = designs

    # --- what can be done
    @property
    def design(self) -> Design | None:
        return self._designs.current

    @property
    def components(self) -> tuple[str, ...]:
        """Those selected, without what is in another of them, in document order."""
        design = self.design
        return design.template.outermost(design.selection.components) if design is not None else ()

    def has_design(self) -> bool:
        return self.design is not None

    def has_components(self) -> bool:
        return bool(self.components)

    def can_unwrap(self) -> bool:
        names = self.components
        return len(names) == 1 and self.design is not None and can_unwrap(self.design.template, names[0])

    def undo_title(self) -> str:
        step = self.design.active.history.to_undo if self.design is not None else None
        return f"Undo {_lower(step.label)}" if step is not None else "Undo"

    def redo_title(self) -> str:
        step = self.design.active.history.to_redo if self.design is not None else None
        return f"Redo {_lower(step.label)}" if step is not None else "Redo"

    def can_undo(self) -> bool:
        return self.design is not None and self.design.active.history.to_undo is not None

    def can_redo(self) -> bool:
        return self.design is not None and self.design.active.history.to_redo is not None

    def _apply(self, design: Design, label: str, changes: Sequence[Change]) -> bool:
        """With what follows from them; `Designs.notice` says why not."""
        try:
            changes = complete(design.catalog, design.template, changes)
        except ChangeError as error:
            self._refuse(error)
            return False
        return design.apply(Transaction(label, tuple(changes)))

    # --- history
    def undo(self) -> None:
        self._back(undo=True)

    def redo(self) -> None:
        self._back(undo=False)

    def _back(self, *, undo: bool) -> None:
        design = self.design
        if design is None:
            return
        history = design.active.history
        moved = history.to_undo if undo else history.to_redo
        done = design.active.undo() if undo else design.active.redo()
        if not done or moved is None:
            return
        self._designs.notice.emit(f"{'Undone' if undo else 'Done again'}: {done}.")
        touched = _placed(moved.inverses if undo else moved.changes)
        there = [name for name in touched if name in design.template]
        if there:
            design.selection.select(design.selection.form, there)

    # --- clipboard
    def copy(self) -> str:
        """The text for the clipboard, or ""."""
        design = self.design
        return clipboard.to_text(design.template, design.selection.components) if design is not None else ""

    def cut(self) -> str:
        text = self.copy()
        return text if text and self._remove("Cut") else ""

    def paste(self, text: str) -> bool:
        design = self.design
        if design is None:
            return False
        try:
            nodes = clipboard.from_text(text)
            primary = design.selection.primary
            for node in nodes:
                self._check(design, str(node.get("type")))
            changes = clipboard.paste(design.catalog, design.template, primary, nodes)
        except clipboard.NotComponents as error:
            self._designs.notice.emit(error.message)
            return False
        except ChangeError as error:
            self._refuse(error)
            return False
        return self._insert("Paste", changes)

    def duplicate(self) -> bool:
        design = self.design
        if design is None:
            return False
        try:
            changes = clipboard.duplicate(design.catalog, design.template, self.components)
        except ChangeError as error:
            self._refuse(error)
            return False
        return self._insert("Duplicate", changes)

    def insert(self, node: Mapping[str, Json], verb: str = "Add") -> str:
        """Puts a new component where the selection says; its name, or ""."""
        design = self.design
        if design is None:
            return ""
        template = design.template
        try:
            self._check(design, str(node.get("type")))
            spot = where_to_insert(design.catalog, template, design.selection.primary, str(node.get("type")))
        except ChangeError as error:
            self._refuse(error)
            return ""
        changes = insert(template, spot, (node,))
        return inserted_names(changes)[0] if self._insert(verb, changes) else ""

    def _check(self, design: Design, kind: str) -> None:
        if holds_itself(design.catalog, kind, design.selection.form):
            words = f"{kind.rpartition(':')[2]} cannot be put into itself."
            raise ChangeError(words, "Put it into another form.")

    def _insert(self, verb: str, changes: Sequence[Change]) -> bool:
        names = inserted_names(changes)
        design = self.design
        if design is None or not names or not self._apply(design, f"{verb} {_list(names)}", tuple(changes)):
            return False
        design.selection.select(design.selection.form, names)
        return True

    # --- removing
    def delete(self) -> None:
        self._remove("Delete")

    def _remove(self, verb: str) -> bool:
        design, names = self.design, self.components
        if design is None or not names:
            return False
        following = _neighbour(design.template, names)
        changes = tuple(RemoveComponent(name) for name in names)
        if not self._apply(design, f"{verb} {_list(names)}", changes):
            return False
        design.selection.select(design.selection.form, (following,))
        return True

    # --- selecting
    def select_all(self) -> None:
        """All beside what is selected; when they are already, all around them."""
        design = self.design
        if design is None:
            return
        template, selection = design.template, design.selection
        parent = FORM if selection.primary == FORM else template.parent(selection.primary)
        while True:
            there = tuple(name for name in template.names if template.parent(name) == parent)
            if not set(there) <= set(selection.components) or parent == FORM:
                break
            parent = template.parent(parent)
        selection.select(selection.form, there)

    def select_parent(self) -> None:
        design = self.design
        if design is None:
            return
        selection = design.selection
        if selection.primary != FORM:
            selection.select(selection.form, (design.template.parent(selection.primary),))
        elif selection.form != design.form:
            panel = panel_of(self._designs, design, selection.form) or Ref(design.form, FORM)
            selection.select(panel.form, (panel.name,))

    def select_child(self) -> None:
        design = self.design
        if design is None:
            return
        template, primary = design.template, design.selection.primary
        inner = item_template(design.catalog, template, primary)
        first = next((name for name in template.names if template.parent(name) == primary), None)
        if inner:
            design.selection.select(inner)
        elif first is not None:
            design.selection.select(design.selection.form, (first,))

    def select_sibling(self, direction: Direction) -> None:
        """The next or previous in the same container, round and round; from the form, its first or last."""
        design = self.design
        if design is None:
            return
        template, primary = design.template, design.selection.primary
        parent = FORM if primary == FORM else template.parent(primary)
        there = [name for name in template.names if template.parent(name) == parent]
        if there:
            at = there.index(primary) + direction if primary != FORM else min(direction, 0)
            design.selection.select(design.selection.form, (there[at % len(there)],))

    # --- arranging
    def move(self, direction: Direction) -> None:
        """Every selected component one place; those that stand together stay together."""
        design, names = self.design, self.components
        if design is None or not names:
            return
        moved: list[Change] = []
        now = design.template
        for name in names if direction < 0 else names[::-1]:
            changes = step(design.catalog, now, name, direction)
            if not changes:
                break  # the first is at the end: the others would pass it
            moved += changes
            now = applied(now, changes)
        if moved:
            way = "up" if direction < 0 else "down"
            self._apply(design, f"Move {_list(names)} {way}", tuple(moved))

    def wrap(self, container: Mapping[str, Json], title: str) -> None:
        design, names = self.design, self.components
        if design is None:
            return
        try:
            changes, wrapper = wrap(design.catalog, design.template, names, container)
        except ChangeError as error:
            self._refuse(error)
            return
        if changes and self._apply(design, f"Wrap {_list(names)} in {title}", changes):
            design.selection.select(design.selection.form, (wrapper,))

    def unwrap(self) -> None:
        design, names = self.design, self.components
        if design is None or not names:
            return
        inner = design.template.children(names[0])
        try:
            changes = unwrap(design.catalog, design.template, names[0])
        except ChangeError as error:
            self._refuse(error)
            return
        if self._apply(design, f"Unwrap {names[0]}", changes):
            design.selection.select(design.selection.form, inner)

    def _refuse(self, error: ChangeError) -> None:
        self._designs.notice.emit(" ".join(part for part in (error.message, error.remedy) if part))


def _neighbour(template: Template, names: tuple[str, ...]) -> str:
    """What is selected once these are gone: the next, else the one before, else the container."""
    last = names[-1]
    parent = template.parent(last)
    there = [
        each for each in children_in(template, parent, slot_of(template, last)) if each not in names[:-1]
    ]
    at = there.index(last)
    rest = there[at + 1 :] + there[:at][::-1]
    return rest[0] if rest else parent


def _placed(changes: Sequence[Change]) -> list[str]:
    """Components that were put somewhere: these are worth looking at."""
    names = []
    for change in changes:
        match change:
            case InsertComponent(_, node):
                names.append(str(node.get("name") or ""))
            case MoveComponent(component):
                names.append(component)
            case RenameComponent(_, name):
                names.append(name)
    return names


def _list(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} components"


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
