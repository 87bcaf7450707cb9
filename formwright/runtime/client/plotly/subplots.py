"""`make_subplots`: a figure with a grid of axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from formwright.runtime.client.plotly.figure import Figure


def make_subplots(
    rows: int = 1,
    cols: int = 1,
    shared_xaxes: bool | str = False,
    shared_yaxes: bool | str = False,
    specs: Sequence[Sequence[Any]] | None = None,
    subplot_titles: Sequence[str] | None = None,
    column_widths: Sequence[float] | None = None,
    row_heights: Sequence[float] | None = None,
    horizontal_spacing: float | None = None,
    vertical_spacing: float | None = None,
    x_title: str | None = None,
    y_title: str | None = None,
    **values: Any,
) -> Figure:
    """Rows count from the top, as in plotly; `specs` may ask for a second y axis and leave cells out."""
    figure = Figure()
    across = _intervals(cols, column_widths, 0.2 / cols if horizontal_spacing is None else horizontal_spacing)
    down = _intervals(rows, row_heights, 0.3 / rows if vertical_spacing is None else vertical_spacing)
    titles = iter(subplot_titles or ())
    number = 0
    for row in range(rows):
        for col in range(cols):
            spec = specs[row][col] if specs else {}
            if spec is None:
                continue
            left, right = across[col][0], across[min(cols - 1, col + spec.get("colspan", 1) - 1)][1]
            end = min(rows - 1, row + spec.get("rowspan", 1) - 1)
            bottom, top = 1 - down[end][1], 1 - down[row][0]
            number += 1
            x, y = _name("x", number), _name("y", number)
            figure.layout[f"xaxis{x[1:]}"] = {"domain": [left, right], "anchor": y}
            figure.layout[f"yaxis{y[1:]}"] = {"domain": [bottom, top], "anchor": x}
            figure._grid[row + 1, col + 1, False] = (x, y)
            if spec.get("secondary_y"):
                number += 1
                second = _name("y", number)
                figure.layout[f"yaxis{second[1:]}"] = {"overlaying": y, "side": "right", "anchor": x}
                figure._grid[row + 1, col + 1, True] = (x, second)
            title = next(titles, None)
            if title:
                figure.add_annotation(
                    text=title, x=(left + right) / 2, y=top, xref="paper", yref="paper", xanchor="center",
                    yanchor="bottom", showarrow=False, font={"size": 16},
                )  # fmt: skip
    _share(figure, "x", rows, cols, shared_xaxes)
    _share(figure, "y", rows, cols, shared_yaxes)
    edge = {"xref": "paper", "yref": "paper", "showarrow": False, "font": {"size": 16}}
    if x_title:
        figure.add_annotation(edge, text=x_title, x=0.5, y=0, yanchor="top", yshift=-30)
    if y_title:
        figure.add_annotation(edge, text=y_title, x=0, y=0.5, xanchor="right", xshift=-40, textangle=-90)
    return figure.update_layout(**{k: v for k, v in values.items() if k not in ("print_grid", "start_cell")})


def _name(letter: str, number: int) -> str:
    return letter if number == 1 else f"{letter}{number}"


def _intervals(count: int, sizes: Sequence[float] | None, gap: float) -> list[tuple[float, float]]:
    room = 1 - gap * (count - 1)
    parts = list(sizes) if sizes else [1.0] * count
    found, at = [], 0.0
    for part in parts:
        end = at + room * part / sum(parts)
        found.append((at, min(1.0, end)))
        at = end + gap
    return found


def _share(figure: Figure, letter: str, rows: int, cols: int, shared: bool | str) -> None:
    """x axes are shared down their column, y axes along their row; "all" means by everything."""
    if not shared:
        return
    index = letter == "y"
    first = "columns" if letter == "x" else "rows"
    for (row, col, secondary), pair in figure._grid.items():
        whole = shared == "all" or (isinstance(shared, str) and shared not in (first, "all"))
        home = (1, 1) if whole else ((rows, col) if letter == "x" else (row, 1))
        leader = figure._grid.get((*home, False))
        if leader is None or leader[index] == pair[index] or secondary:
            continue
        axis = figure.layout[f"{letter}axis{pair[index][1:]}"]
        axis.update(matches=leader[index], showticklabels=row == rows if letter == "x" else col == 1)
    del cols
