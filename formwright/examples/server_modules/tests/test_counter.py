"""Tests of this app. Calls reach the real server code; `app.server.stand_in` answers in its place."""


def test_every_call_has_a_process_of_its_own(app):
    form = app.start()
    app.click("count_3_button")
    assert form.counts == [1, 1, 1]
    assert len(set(form.processes)) == 3
    assert form.verdict_label.text.startswith("Another process")


def test_a_server_that_remembers(app):
    answers = iter([1, 2, 3])
    app.server.stand_in("count", lambda: {"calls": next(answers), "process": 7})
    form = app.start()
    app.click("count_3_button")
    assert form.counts_label.text == "1, 2, 3"
    assert "process 7" in form.details_label.text
    assert form.verdict_label.text.startswith("The same process")


def test_the_index_turns_numbers_round(app):
    assert app.server.call("look_up", 12345)["answer"] == "54321"


def test_the_page_says_how_long_the_index_took(app):
    app.server.stand_in("look_up", {"process": 7, "build_milliseconds": 12.3, "use_milliseconds": 0.001})
    form = app.start()
    app.click("look_up_button")
    assert form.index_label.text == "process 7: built in 12 ms, used in 0.001 ms"
