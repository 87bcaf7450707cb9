"""Asks the server for figures and draws them. `Plot` takes what plotly's `graph_objects` makes."""

import anvil.server
import plotly.graph_objects as go

from ._anvil_designer import DashboardTemplate


class Dashboard(DashboardTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.show(anvil.server.call("figures"))

    def show(self, figures):
        values = [figure["value"] for figure in figures]
        self.total_label.text = f"{sum(values):,}"
        self.best_label.text = max(figures, key=lambda figure: figure["value"])["month"]
        self.plot.data = go.Bar(x=[figure["month"] for figure in figures], y=values)
        self.plot.layout.margin = {"t": 16, "r": 16, "b": 40, "l": 48}

    def refresh_button_click(self, **event_args):
        self.show(anvil.server.call("figures"))
