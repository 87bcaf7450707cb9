"""Which component types there are.

Responsible for: the specifications of the components of this version, and the names of those that Anvil has
and this version has not, so that an app that uses one is told so. Process: any.
"""

from __future__ import annotations

from formwright.runtime.client.components import SPECS
from formwright.runtime.spec.components import ComponentSpec

#: Types of Anvil's classic toolbox; those without a specification are not drawn yet.
_CLASSIC_NAMES = """
Button Canvas CheckBox ColumnPanel DataGrid DataRowPanel DatePicker DropDown FileLoader FlowPanel GoogleMap
GridPanel HtmlComponent HtmlPanel HtmlTemplate Image InvalidComponent Label LinearPanel Link Plot RadioButton
RepeatingPanel RichText SimpleCanvas Slot Spacer TextArea TextBox Timer XYPanel YouTubeVideo
"""
CLASSIC = frozenset(_CLASSIC_NAMES.split())


def specification(type_name: str) -> ComponentSpec | None:
    """Of a built-in component; `anvil.Button` is the same as `Button`."""
    return SPECS.get(type_name.removeprefix("anvil."))


def is_not_drawn_yet(type_name: str) -> bool:
    name = type_name.removeprefix("anvil.")
    return (name in CLASSIC or name.startswith("GoogleMap.")) and name not in SPECS


def known_types() -> frozenset[str]:
    return frozenset(SPECS) | CLASSIC
