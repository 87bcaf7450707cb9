def test_each_call_is_new(app):
    app.start()
    for name in ("Ada", "Grace"):
        app.type("text_box_1", name)
        app.click("button_1")
        assert app.form.label_1.text == f"{name} is guest number 1."
