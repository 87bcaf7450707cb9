"""Tests of this app: the figures, and what the page makes of them."""

import pytest


def test_the_server_gives_the_months_that_were_asked_for(app):
    months = app.server.call("weather", "Lisbon", 5, 7)
    assert [month["month"] for month in months] == ["Jun", "Jul", "Aug"]


def test_an_unknown_town_is_refused(app):
    with pytest.raises(ValueError, match="Atlantis"):
        app.server.call("weather", "Atlantis")


def test_plots_and_figures_follow_the_choice(app):
    january = {"month": "Jan", "temperature": 1.0, "rain": 10, "sun": 50}
    february = {"month": "Feb", "temperature": 2.5, "rain": 20, "sun": 70}
    app.server.stand_in("weather", [january, february])
    form = app.start()
    assert form.warmest_label.text == "2.5 °C"
    assert form.rain_label.text == "30 mm"
    assert list(form.rain_plot.data["y"]) == [10, 20]


def test_another_town_is_another_call(app):
    form = app.start()
    app.choose("town_box", "Bergen")
    app.choose("span_box", "Summer")
    assert app.server.calls[-1].args == ("Bergen", 5, 7)
    assert len(form.temperature_plot.data["x"]) == 3


def test_a_click_on_a_point_is_answered(app):
    form = app.start()
    app.raise_event("temperature_plot", "click", points=[{"x": "May", "y": 15.2}])
    assert form.chosen_label.text == "May: 15.2 °C"
