def test_a_row_asks_to_be_removed(app):
    app.start()
    assert [label.text for label in app.find_all("name_label")] == ["Ada", "Grace"]
    app.click(app.find_all("remove_link")[0])
    assert [label.text for label in app.find_all("name_label")] == ["Grace"]
