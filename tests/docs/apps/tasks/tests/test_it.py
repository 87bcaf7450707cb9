import threading


def test_the_page_follows_the_task(app):
    app.start()
    for _ in range(600):  # the task's process takes real time, which `app.advance` does not
        app.advance(0.5)
        if app.form.label.text == "finished":
            break
        threading.Event().wait(0.1)
    assert app.form.label.text == "finished"
