def test_names_are_added_and_deleted(app):
    def enter(dialog):
        app.type(dialog.content.name_box, "Ada")
        dialog.click("Save")

    app.start()
    app.answer(enter)
    app.click("add_button")
    assert app.form.label_1.text == "Ada"
    app.answer("Cancel")
    app.click("add_button")
    assert app.form.names == ["Ada"]
    app.answer("Cancel")
    app.click("delete_button")
    assert app.form.names == ["Ada"]
    app.answer("OK")
    app.click("delete_button")
    assert app.form.names == []
    assert "Deleted." in str(app.notifications)
