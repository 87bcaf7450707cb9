def test_it_greets(app):
    app.start()
    app.type("text_box_1", "Ada")
    app.click("button_1")
    assert app.form.label_1.text == "Hello, Ada!"
