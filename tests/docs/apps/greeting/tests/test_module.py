def test_the_module_counts(app):
    app.start()
    for name, number in (("Ada", 1), ("Grace", 2)):
        app.type("text_box_1", name)
        app.click("button_1")
        assert app.form.label_1.text == f"Hello, {name}! You are number {number}."
