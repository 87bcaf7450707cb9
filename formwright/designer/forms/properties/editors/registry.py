"""Which editor a property gets: by its hints and, for classic components, its name; else by its type."""

from __future__ import annotations

from collections.abc import Mapping

from formwright.designer.forms.properties.editors.asset import AssetEditor
from formwright.designer.forms.properties.editors.base import Editor
from formwright.designer.forms.properties.editors.choice import ChoiceEditor
from formwright.designer.forms.properties.editors.classes import ClassesEditor
from formwright.designer.forms.properties.editors.colour import ColourEditor, PlainColourEditor
from formwright.designer.forms.properties.editors.columns import ColumnsEditor
from formwright.designer.forms.properties.editors.date import DateEditor
from formwright.designer.forms.properties.editors.flag import FlagEditor
from formwright.designer.forms.properties.editors.font import FontEditor
from formwright.designer.forms.properties.editors.form_link import FormLinkEditor
from formwright.designer.forms.properties.editors.html import HtmlEditor
from formwright.designer.forms.properties.editors.icon import IconEditor
from formwright.designer.forms.properties.editors.items import ItemsEditor
from formwright.designer.forms.properties.editors.json_value import JsonEditor
from formwright.designer.forms.properties.editors.length import LengthEditor
from formwright.designer.forms.properties.editors.multiline import MultilineEditor
from formwright.designer.forms.properties.editors.number import NumberEditor
from formwright.designer.forms.properties.editors.read_only import ReadOnlyEditor
from formwright.designer.forms.properties.editors.role import RoleEditor
from formwright.designer.forms.properties.editors.segments import SegmentsEditor, letters_of, signs_of
from formwright.designer.forms.properties.editors.sides import SidesEditor
from formwright.designer.forms.properties.editors.spacing import SpacingEditor
from formwright.designer.forms.properties.editors.style import StyleEditor
from formwright.designer.forms.properties.editors.suggested import SuggestedTextEditor, SuggestedValueEditor
from formwright.designer.forms.properties.editors.text import TextEditor
from formwright.designer.forms.properties.editors.toggle import SIGNS, ToggleEditor
from formwright.runtime.spec.components import PropertySpec

BY_TYPE: Mapping[str, type[Editor]] = {
    "string": TextEditor,
    "number": NumberEditor,
    "boolean": FlagEditor,
    "text[]": ItemsEditor,
    "enum": ChoiceEditor,
    "color": ColourEditor,
    "icon": IconEditor,
    "uri": AssetEditor,
    "html": HtmlEditor,
    "form": FormLinkEditor,
    "object": JsonEditor,
    "dict": JsonEditor,
    "themeRole": RoleEditor,
    "margin": SidesEditor,
    "padding": SidesEditor,
    "spacing": SpacingEditor,
    "classes": ClassesEditor,
    "style": StyleEditor,
    "dataGridColumns": ColumnsEditor,
    "recordType": TextEditor,
}
#: Texts of classic components that are more than text.
_BY_NAME: Mapping[str, type[Editor]] = {
    "width": LengthEditor,
    "height": LengthEditor,
    "border_radius": LengthEditor,
    "font": FontEditor,
    "date": DateEditor,
    "min_date": DateEditor,
    "max_date": DateEditor,
    "slot": SuggestedTextEditor,
    "column": SuggestedTextEditor,
    "row": SuggestedTextEditor,
    "group_name": SuggestedTextEditor,
    "background_color": PlainColourEditor,
    "stroke_color": PlainColourEditor,
    "fill_color": PlainColourEditor,
}
_BY_HINT: Mapping[str, type[Editor]] = {"background-color": ColourEditor, "foreground-color": ColourEditor}


def editor_for(prop: PropertySpec, *, classic: bool = True) -> type[Editor]:
    if prop.read_only:
        return ReadOnlyEditor
    if prop.type == "boolean" and prop.designer_hint in SIGNS:
        return ToggleEditor
    if prop.type == "enum":
        signs = signs_of(prop, classic)
        return SegmentsEditor if signs or letters_of(prop) else ChoiceEditor
    if prop.type == "string":
        if prop.multiline:
            return MultilineEditor
        if prop.designer_hint == "asset-upload":
            return AssetEditor
        if prop.designer_hint in _BY_HINT:
            return _BY_HINT[prop.designer_hint]
        if classic and prop.name in _BY_NAME:
            return _BY_NAME[prop.name]
    if classic and prop.type == "object" and prop.name == "selected_value":
        return SuggestedValueEditor
    return BY_TYPE[prop.type]
