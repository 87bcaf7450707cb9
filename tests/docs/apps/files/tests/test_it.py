def test_lines_are_counted_and_other_files_refused(app):
    app.start()
    app.upload("file_loader_1", ("notes.txt", b"one\ntwo\n"))
    assert app.form.label_1.text == "notes.txt: 2 lines"
    app.upload("file_loader_1", ("picture.png", b"\0\0"))
    assert app.form.label_1.text == "picture.png is no text."


def test_a_report_is_saved(app):
    app.start()
    app.click("save_button")
    assert "report.txt" in str(app.downloads)
