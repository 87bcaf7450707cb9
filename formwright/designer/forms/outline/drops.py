"""Things dragged onto the outline: components, tools of the toolbox, forms of the app. GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QMimeData

from formwright.designer.core.forms.changes import ChangeError, Transaction
from formwright.designer.core.forms.design import Designs
from formwright.designer.core.forms.outline.drops import Target, inserted, moved
from formwright.designer.core.forms.placement.arranging import complete
from formwright.designer.core.forms.placement.dragged import (
    MIMES,
    Components,
    FormAsComponent,
    NewComponent,
    from_mime,
)
from formwright.designer.core.forms.placement.inserting import inserted_names
from formwright.designer.core.forms.placement.putting import removed
from formwright.runtime.spec.app import Json


@dataclass(frozen=True)
class Dragged:
    """New components as `nodes`, or those of a form by `names`."""

    nodes: tuple[Mapping[str, Json], ...] = ()
    form: str = ""
    names: tuple[str, ...] = ()


def dragged(data: QMimeData) -> Dragged | None:
    """None: nothing that could go into a form."""
    for kind in MIMES:
        if data.hasFormat(kind):
            match from_mime(kind, bytes(data.data(kind).data()).decode("utf-8", "replace")):
                case Components(form, names):
                    return Dragged(form=form, names=names)
                case NewComponent(node):
                    return Dragged(nodes=(node,))
                case FormAsComponent(form):
                    return Dragged(nodes=({"type": f"form:{form}", "properties": {}},))
    return None


class Dropping:
    def __init__(self, designs: Designs) -> None:
        self._designs = designs

    def kinds(self, what: Dragged) -> list[str]:
        template = self._designs.catalog.template(what.form)
        return [str(node.get("type") or "") for node in what.nodes] + [
            template.type_of(name) for name in template.outermost(what.names)
        ]

    def drop(self, what: Dragged, to: Target, *, copying: bool) -> None:
        design = self._designs.current
        if design is None:
            return
        catalog = self._designs.catalog
        template = catalog.template(to.form)
        names = what.names
        try:
            if what.form == to.form and names and not copying:
                changes = moved(catalog, template, to, names)
                label = f"Move {', '.join(names)}" if len(names) < 4 else f"Move {len(names)} components"
            else:
                source = self._designs.catalog.template(what.form)
                nodes = what.nodes or tuple(dict(source.find(n).node) for n in source.outermost(names))
                changes = inserted(catalog, template, to, nodes)
                names = inserted_names(changes)
                label = f"Add {', '.join(names)}"
        except ChangeError as error:
            self._designs.notice.emit(error.message)
            return
        changes = complete(catalog, template, changes)
        if changes and not design.apply(Transaction(label, changes), to.form):
            return
        if what.form and what.form != to.form and not copying:
            gone = removed(catalog, catalog.template(what.form), what.names)
            design.apply(Transaction(f"Move {', '.join(what.names)} to {to.form}", gone), what.form)
        design.selection.select(to.form, names)
