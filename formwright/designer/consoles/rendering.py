"""Turns lines of a console into coloured spans and links. Pure: the view only inserts them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from formwright.designer.consoles.plain_words import plain_words
from formwright.designer.core.console import Frame, Line
from formwright.designer.core.locations import Location, locations_in

_APP_FOLDERS = ("client_code/", "server_code/", "theme/", "scripts/")


@dataclass(frozen=True)
class Span:
    """`role` is a colour of the theme's tokens."""

    text: str
    role: str = "text"
    bold: bool = False
    location: Location | None = None


@dataclass(frozen=True)
class Row:
    """One row of the console; `folded` rows are hidden until the row with `folds` above them is clicked."""

    spans: tuple[Span, ...]
    folds: bool = False
    folded: bool = False

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


def rows_of(line: Line) -> Iterator[Row]:
    """Rows of a line of output. Printed text may hold several rows; the last may be unfinished."""
    if line.stream == "error":
        yield from _error_rows(line)
        return
    if line.stream == "input":
        for number, text in enumerate(_rows(line.text)):
            yield Row((Span("... " if number else ">>> ", "accent", bold=True), Span(text, bold=True)))
        return
    role = {"stderr": "danger", "note": "muted"}.get(line.stream, "text")
    for text in _rows(line.text):
        yield Row(tuple(_linked(text, role)))


def _rows(text: str) -> list[str]:
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return rows[:-1] if len(rows) > 1 and not rows[-1] else rows


def _error_rows(line: Line) -> Iterator[Row]:
    first, _, rest = line.text.rstrip("\n").partition("\n")
    plain = plain_words(line.text)
    yield Row((Span(plain or first, "danger", bold=True),))
    place = next((frame for frame in reversed(line.trace) if is_app_file(frame.file)), None)
    details: list[Span] = []
    if place is not None:
        where = Span(f"{place.file}, line {place.line}", "link", location=place.location)
        details += [where, Span(f" in {place.function}" if place.function else "", "muted")]
    if plain:
        details.append(Span(f"{' · ' if details else ''}{first}", "muted"))
    if details:
        yield Row((Span("    "), *details))
    for text in rest.splitlines():
        yield Row((Span("    "), *_linked(text, "danger")))
    trace = list(_trace_rows(line))
    if trace:
        yield Row((Span("    ▸ Traceback", "muted"),), folds=True)
        yield from trace


def _trace_rows(line: Line) -> Iterator[Row]:
    if line.detail:
        for text in line.detail.rstrip("\n").splitlines():
            yield Row((Span("      "), *_linked(text, "muted")), folded=True)
        return
    for frame in line.trace:
        yield Row((Span("      "), *_linked(_frame_text(frame), "muted")), folded=True)
        if frame.source:
            yield Row((Span(f"          {frame.source.strip()}", "muted"),), folded=True)


def _frame_text(frame: Frame) -> str:
    function = f", in {frame.function}" if frame.function else ""
    return f'File "{frame.file}", line {frame.line}{function}'


def _linked(text: str, role: str) -> Iterator[Span]:
    end = 0
    if 'File "' in text:
        for start, stop, location in locations_in(text):
            if is_app_file(location.path):
                yield Span(text[end:start], role)
                yield Span(text[start:stop], "link", location=location)
                end = stop
    if end < len(text) or not text:
        yield Span(text[end:], role)


def is_app_file(path: str) -> bool:
    return path.startswith(_APP_FOLDERS)
