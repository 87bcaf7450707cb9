"""What the properties of classic components are for, in a sentence each. Data and pure functions.

The catalog's own words win: custom components bring theirs. Kept here and not with the components, so that
browsers need not load them.
"""

from __future__ import annotations

import html
import json

from formwright.runtime.spec.components import EventSpec, PropertySpec

_PROPERTIES = {
    "align": "Where the content stands in the width that there is.",
    "allow_indeterminate": "A third state, neither on nor off, can be shown.",
    "alt_text": "What screen readers say instead of the picture.",
    "animation": "How the marker moves: BOUNCE or DROP.",
    "attrs": "Attributes of the HTML element.",
    "auto_display_data": "Shows the values of the row's item in the columns by their data keys.",
    "auto_expand": "Grows with the text, so that no scroll bar is needed.",
    "auto_header": "Shows the titles of the columns above the rows.",
    "autoplay": "Starts by itself once the page is loaded. Most browsers allow this only when it is muted.",
    "background": "Colour behind the content. A colour of the theme follows the theme when that is changed.",
    "background_color": "Colour behind the map while its parts are loading.",
    "bold": "Draws the text in bold.",
    "border": "The edge, as CSS says it: 1px solid grey.",
    "border_radius": "How round the corners are: 8px, 50%.",
    "bounds": "The corners of the rectangle.",
    "center": "The place in the middle: latitude and longitude.",
    "checked": "Whether the box is ticked.",
    "classes": "Names of CSS classes of the element.",
    "clickable": "Whether clicks on it are events.",
    "clickable_icons": "Whether places on the map can be clicked.",
    "col_lg": "First of the twelve columns on wide screens.",
    "col_md": "First of the twelve columns on desktop screens.",
    "col_sm": "First of the twelve columns on tablets.",
    "col_spacing": "Space between the columns.",
    "col_widths": "Widths of the columns, as dragging their edges on the canvas writes them.",
    "col_xs": "First of the twelve columns on phones.",
    "column": "Id of the column that the component stands in.",
    "columns": "The columns: a title, and the key of the item that each shows.",
    "config": "Options of Plotly.js, such as displayModeBar.",
    "content": "The text, in the chosen format; {name} stands for a value of data or for a slot.",
    "current_time": "Seconds from the start of the video.",
    "cursor": "CSS name of the mouse cursor over it.",
    "data": "What is shown: traces of a plot, or values for the names in the text.",
    "date": "The date that is chosen, as 2026-12-31, or now.",
    "disable_auto_pan": "Does not move the map to show the window.",
    "disable_default_ui": "Hides all controls of the map.",
    "disable_double_click_zoom": "A double click does not zoom in.",
    "display_mode": "How the picture fits the space that it has.",
    "draggable": "Whether it can be moved with the mouse.",
    "draggable_cursor": "CSS name of the mouse cursor over a map that can be moved.",
    "dragging_cursor": "CSS name of the mouse cursor while the map is moved.",
    "dropzone": "Name of the place in the HTML where the component stands.",
    "duration": "Length of the video in seconds.",
    "editable": "Whether people can drag its corners.",
    "enable_slots": "Names in {braces} that data has no value for are slots for components.",
    "enabled": "Off: it is drawn faintly and cannot be used.",
    "expand": "Takes the room in the line that others leave.",
    "figure": "Data and layout of the plot together.",
    "file": "The file that was chosen. Running code reads it.",
    "file_types": "Which files can be chosen: .csv,.xlsx or image/*.",
    "files": "All files that were chosen. Running code reads them.",
    "fill_color": "Colour of the area.",
    "fill_opacity": "How opaque the area is, from 0 to 1.",
    "font": "Name of the font. Empty: the font of the page.",
    "font_size": "Height of the text in pixels. Empty: as the page has it.",
    "foreground": "Colour of the text. A colour of the theme follows the theme when that is changed.",
    "format": "How the value is written or read.",
    "full_width_row": "The row takes the whole width of the page.",
    "fullscreen_control": "Shows the button for the full screen.",
    "gap": "Space between the components.",
    "geodesic": "Edges follow the curve of the earth.",
    "gesture_handling": "How fingers move the map: auto, cooperative, greedy or none.",
    "grid_position": "Row and columns that the component has, as dragging it on the canvas writes them.",
    "group_name": "Buttons of one group: choosing one takes the others back.",
    "heading": "Compass direction at the top, in degrees.",
    "height": "Height, in pixels or as a CSS length.",
    "hide_text": "Shows dots instead of what is typed, as for passwords.",
    "horizontal_align": "Where the picture stands from left to right.",
    "html": "The HTML of the component. Places for components are marked in it.",
    "icon": "A sign beside the text, from Font Awesome or Material Icons.",
    "icon_align": "On which side of the text the icon is; at the edge of the component or next to the text.",
    "icons": "Signs along the line.",
    "include_placeholder": "An entry for nothing chosen comes first.",
    "interactive": "Zooming, moving and hovering work.",
    "interval": "Seconds between two ticks. 0 stops it.",
    "italic": "Slants the text.",
    "item": "What data bindings of this form read and write.",
    "item_template": "The form that is drawn once for each item.",
    "items": "What can be chosen, or what is repeated: usually set by a data binding or by code.",
    "keyboard_shortcuts": "Keys move and zoom the map.",
    "label": "A letter on the marker.",
    "layout": "Options of Plotly.js for axes, titles and margins.",
    "loop": "Starts again at the end.",
    "map_data": "Everything that is on the map.",
    "map_type_control": "Shows the choice between map and satellite.",
    "map_type_id": "ROADMAP, SATELLITE, HYBRID or TERRAIN.",
    "margin": "Space around the component: all sides, or each.",
    "max_date": "The last date that can be chosen: 2026-12-31, or now.",
    "max_width": "Widest that the window gets, in pixels.",
    "max_zoom": "How near one can zoom.",
    "min_date": "The first date that can be chosen: 2026-01-01, or now.",
    "min_zoom": "How far one can zoom out.",
    "multiple": "Several files can be chosen.",
    "mute": "Plays without sound.",
    "opacity": "How opaque it is, from 0 to 1.",
    "path": "The places that the line joins.",
    "pick_time": "A time of day can be chosen too.",
    "pinned": "Stays visible on all pages of the grid.",
    "pixel_offset": "How far the window is from its place.",
    "placeholder": "Faint text that is there while nothing is entered or chosen.",
    "position": "Latitude and longitude.",
    "radius": "In metres.",
    "role": "A style of the app's theme. Several can be combined.",
    "rotate_control": "Shows the control for turning the map.",
    "row": "Components with the same name of row stand beside each other.",
    "row_background": "Colour behind the whole row.",
    "row_spacing": "Space between rows in pixels.",
    "rows_per_page": "How many rows a page of the grid has. 0 shows all.",
    "scale_control": "Shows the scale of the map.",
    "scroll_wheel": "The mouse wheel zooms.",
    "selected": "Whether this one of its group is chosen.",
    "selected_value": "The value of the entry that is chosen.",
    "show_page_controls": "Shows the buttons for turning pages below the rows.",
    "show_state": "Shows the name of the chosen file on the button.",
    "slot": "Name of the place in the container where the component stands.",
    "source": "The picture: an asset of the app, or an address.",
    "spacing": "Space around (margin) and within (padding) the component.",
    "spacing_above": "Space above the component.",
    "spacing_below": "Space below the component.",
    "state": "Whether the video plays.",
    "street_view_control": "Shows the figure for street views.",
    "stroke_color": "Colour of the line.",
    "stroke_opacity": "How opaque the line is, from 0 to 1.",
    "stroke_position": "The line is CENTER, INSIDE or OUTSIDE the edge.",
    "stroke_weight": "Width of the line in pixels.",
    "style": "CSS of the element.",
    "tag": "Anything that your code wants to keep with the component.",
    "text": "What the component says.",
    "text_padding": "Space between the edge and the text.",
    "title": "What appears when the mouse rests on it.",
    "tooltip": "What appears when the mouse rests on the component.",
    "type": "What is typed: on phones it chooses the keyboard. With number, the value is a number.",
    "underline": "Draws a line under the text.",
    "url": "Where the link leads: an address, an asset or a file.",
    "value": "What get_group_value gives when this one is chosen.",
    "vertical_align": "Where the content stands from top to bottom.",
    "visible": "Off: it is not shown and takes no room. On the canvas it is drawn faintly.",
    "volume": "From 0 to 100.",
    "width": "Width, in pixels or as a CSS length.",
    "width_lg": "How many of the twelve columns it has on wide screens.",
    "width_md": "How many of the twelve columns it has on desktop screens.",
    "width_sm": "How many of the twelve columns it has on tablets.",
    "width_xs": "How many of the twelve columns it has on phones.",
    "wrap_on": "On which screens columns are put below each other.",
    "x": "Pixels from the left.",
    "y": "Pixels from the top.",
    "youtube_id": "Id of the video, or its address.",
    "z_index": "Higher ones cover lower ones.",
    "zoom": "How near the map is: 0 shows the world, 18 a house.",
    "zoom_control": "Shows the buttons for zooming.",
}
_EVENTS = {
    "show": "It has appeared on the page.",
    "hide": "It has left the page.",
    "click": "It was clicked, or chosen with the keyboard.",
    "clicked": "It was chosen.",
    "change": "The user changed the value.",
    "pressed_enter": "Enter was pressed in it.",
    "focus": "It has got the keyboard.",
    "lost_focus": "The keyboard has gone elsewhere.",
    "tick": "The interval has passed.",
    "refreshing_data_bindings": "The form is about to evaluate its data bindings.",
    "mouse_enter": "The mouse has come over it.",
    "mouse_leave": "The mouse has left it.",
    "mouse_move": "The mouse has moved over it.",
    "mouse_down": "A mouse button was pressed on it.",
    "mouse_up": "A mouse button was released on it.",
    "mousedown": "The mouse button was pressed on it.",
    "mouseup": "The mouse button was released on it.",
    "mousemove": "The mouse has moved over it.",
    "mouseover": "The mouse has come over it.",
    "mouseout": "The mouse has left it.",
    "dblclick": "It was clicked twice.",
    "dbl_click": "It was clicked twice.",
    "double_click": "It was clicked twice.",
    "rightclick": "It was clicked with the right mouse button.",
    "drag": "It is being dragged.",
    "dragstart": "Dragging has begun.",
    "dragend": "Dragging has ended.",
    "hover": "The mouse has come over points of the plot.",
    "unhover": "The mouse has left points of the plot.",
    "select": "Points of the plot were chosen by drawing around them.",
    "afterplot": "The plot has been drawn.",
    "state_change": "The video has begun, paused or ended.",
    "idle": "The map has come to rest after moving or zooming.",
    "tilesloaded": "The visible part of the map is there.",
    "maptypeid_changed": "Map, satellite or terrain was chosen.",
    "data_addfeature": "A feature was added to the map's data.",
    "data_removefeature": "A feature was taken from the map's data.",
    "data_setgeometry": "A feature has another shape.",
    "data_setproperty": "A property of a feature has another value.",
    "data_removeproperty": "A property of a feature is gone.",
}
_KINDS = {
    "string": "text", "number": "number", "boolean": "yes or no", "text[]": "list", "enum": "choice",
    "color": "colour", "icon": "icon", "uri": "address or asset", "html": "HTML", "form": "form",
    "object": "any value", "dict": "keys and values", "themeRole": "roles", "margin": "lengths",
    "padding": "lengths", "spacing": "lengths", "classes": "CSS classes", "style": "CSS",
    "dataGridColumns": "columns", "recordType": "table",
}  # fmt: skip


def doc_of(prop: PropertySpec) -> str:
    own = prop.description or _PROPERTIES.get(prop.name, "")
    if not own and prop.name.endswith("_options"):
        return f"Place and looks of the {prop.name.removesuffix('_options').replace('_', ' ')}."
    return own


def doc_of_event(event: EventSpec) -> str:
    own = event.description or _EVENTS.get(event.name, "")
    if not own and event.name.endswith("_changed"):
        return f"Its {event.name.removesuffix('_changed').replace('_', ' ')} has changed."
    if not own and event.name.startswith("data_"):
        return _of_feature(_EVENTS.get(event.name.removeprefix("data_"), ""))
    return own


def _of_feature(words: str) -> str:
    """Of the map's data: what it says of a component, of a feature of the map."""
    return words.replace("it.", "a feature.").replace("It was", "A feature was")


def type_words(prop: PropertySpec) -> str:
    return _KINDS.get(prop.type, prop.type)


def tooltip(prop: PropertySpec, notes: str = "") -> str:
    """Rich text: name, type, default and what it is for."""
    default = (
        "" if prop.default in (None, "", ()) or _is_unset(prop) else f" · default {_shown(prop.default)}"
    )
    parts = [
        f"<b>{html.escape(prop.name)}</b> <span>&nbsp;{type_words(prop)}{html.escape(default)}</span>",
        html.escape(doc_of(prop)),
        "Out of date: kept for older apps." if prop.deprecated else "",
        "Set by running code only." if prop.read_only else "",
        html.escape(notes),
    ]
    return "<div style='max-width:320px'>" + "<br>".join(part for part in parts if part) + "</div>"


def event_tooltip(event: EventSpec) -> str:
    given = ", ".join(event.parameters)
    parts = [
        f"<b>{html.escape(event.name)}</b>" + (" &nbsp;default event" if event.default else ""),
        html.escape(doc_of_event(event)),
        f"Gives {html.escape(given)}." if given else "",
    ]
    return "<br>".join(part for part in parts if part)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _is_unset(prop: PropertySpec) -> bool:
    return not isinstance(prop.default, str | int | float | bool | list | tuple | dict)
