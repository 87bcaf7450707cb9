"""Asks the server for figures and draws them. `Plot` takes what plotly's `graph_objects` makes."""

import anvil.server
import plotly.graph_objects as go

from ._anvil_designer import DashboardTemplate

SPANS = [("The whole year", (0, 11)), ("First half", (0, 5)), ("Second half", (6, 11)), ("Summer", (5, 7))]


class Dashboard(DashboardTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.span_box.items = SPANS
        self.span_box.selected_value = (0, 11)
        self.town_box.items = anvil.server.call("towns")
        self.town_box.selected_value = "Vienna"
        self.choice_change()

    def choice_change(self, **event_args):
        first, last = self.span_box.selected_value
        self.show(anvil.server.call("weather", self.town_box.selected_value, first, last))

    def show(self, months):
        names = [month["month"] for month in months]
        temperatures = [month["temperature"] for month in months]
        rain = [month["rain"] for month in months]
        sun = [month["sun"] for month in months]

        self.warmest_label.text = f"{max(temperatures):.1f} °C"
        self.rain_label.text = f"{sum(rain)} mm"
        self.sun_label.text = f"{sum(sun)} h"

        line = go.Scatter(x=names, y=temperatures, mode="lines+markers", line={"shape": "spline", "width": 3})
        self.temperature_plot.data = line
        self.temperature_plot.layout.title = "Temperature, °C"
        self.rain_plot.data = go.Bar(x=names, y=rain, marker={"color": "#4c8dd6"})
        self.rain_plot.layout.title = "Rain, mm"
        self.both_plot.data = go.Scatter(
            x=rain, y=sun, text=names, mode="markers+text", textposition="top center", cliponaxis=False
        )
        self.both_plot.layout.title = "Hours of sun by rain"
        self.both_plot.layout.xaxis.title = "mm of rain"
        self.both_plot.layout.yaxis.title = "hours"
        for plot in (self.temperature_plot, self.rain_plot, self.both_plot):
            plot.layout.margin = {"t": 48, "r": 16, "b": 40, "l": 48}
            plot.layout.showlegend = False

    def temperature_plot_click(self, points, **event_args):
        """Plots raise events: the points that were hit come with them."""
        self.chosen_label.text = f"{points[0]['x']}: {points[0]['y']} °C"
