def test_steps_are_told(app):
    app.start()
    assert app.form.stepper_1.value == 3
    assert app.form.stepper_1.value_label.text == "3"
    app.click("more_button")
    assert app.form.label_1.text == "4 tickets"
    app.click("less_button")
    assert app.form.label_1.text == "3 tickets"
