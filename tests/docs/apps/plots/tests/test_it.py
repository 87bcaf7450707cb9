def test_the_plot_has_the_figures_of_the_server(app):
    app.start()
    trace = app.form.plot_1.data
    assert list(trace["x"]) == ["Spring", "Summer", "Autumn"]
    assert list(trace["y"]) == [120, 340, 180]
    app.raise_event("plot_1", "click", points=[{"x": "Summer", "y": 340}])
    assert app.form.chosen_label.text == "Summer: 340 €"
