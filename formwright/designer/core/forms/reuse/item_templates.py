"""Forms that panels repeat: which form a panel shows, which panel shows a form, making one. No Qt."""

from __future__ import annotations

from collections.abc import Mapping

from formwright.designer.core.forms.canvas import Ref
from formwright.designer.core.forms.catalog import Catalog
from formwright.designer.core.forms.changes import SetKey, SetProperty, Transaction
from formwright.designer.core.forms.design import Design, Designs
from formwright.designer.core.forms.template import FORM, Template
from formwright.designer.core.tree import Kind
from formwright.runtime.appfiles.names import free_name
from formwright.runtime.appfiles.places import taken_in

PANEL = "RepeatingPanel"


def item_template(catalog: Catalog, template: Template, name: str) -> str:
    """Dotted name of the form of this app that a RepeatingPanel repeats, or ""."""
    if name == FORM or template.type_of(name) != PANEL:
        return ""
    found = catalog.form_of(wanted) if (wanted := wanted_template(template, name)) else None
    return found[1] if found is not None and found[0] is catalog.app else ""


def wanted_template(template: Template, name: str) -> str:
    """What the template says, whether or not there is such a form."""
    properties = template.node(name).get("properties")
    return str(properties.get("item_template") or "") if isinstance(properties, Mapping) else ""


def lacks_template(template: Template, name: str) -> bool:
    return name != FORM and template.type_of(name) == PANEL and not wanted_template(template, name)


def panel_of(designs: Designs, design: Design, form: str) -> Ref | None:
    """The panel on the canvas that repeats a form, or None."""
    return _panel(designs, design.form, form, ())


def _panel(designs: Designs, outer: str, form: str, seen: tuple[str, ...]) -> Ref | None:
    template = designs.catalog.template(outer)
    for name in template.names:
        inner = item_template(designs.catalog, template, name)
        if inner == form:
            return Ref(outer, name)
        if inner and inner not in seen and (found := _panel(designs, inner, form, (*seen, inner, outer))):
            return found
    return None


def make_item_template(designs: Designs, form: str, panel: str) -> str:
    """A new form beside `form`, for the panel to repeat; its dotted name, or "" when that was refused.

    In a DataGrid it is a row. Raises OperationError or OSError: the form could not be made.
    """
    project = designs.project
    package = form.rpartition(".")[0]
    template = designs.document(form).template
    in_grid = any(template.type_of(name) == "DataGrid" for name in template.ancestors(panel) if name != FORM)
    taken = taken_in(project.app, "client", package)
    name = free_name("RowTemplate1" if in_grid else "ItemTemplate1", taken)
    project.edits.add(Kind.FORM, package, name)
    made = f"{package}.{name}" if package else name
    design = designs.current
    if design is None:
        return ""
    if in_grid:
        row = Transaction("Make it a row", (SetKey(("container", "type"), "DataRowPanel"),))
        design.apply(row, made)
    choice = Transaction(f"Choose the item template of {panel}", (SetProperty(panel, "item_template", made),))
    return made if design.apply(choice, form) else ""
