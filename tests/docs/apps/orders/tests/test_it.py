def test_an_endpoint_answers(app):
    answer = app.server.request("GET", "/_/api/orders/7?unit=kg")
    assert answer.status == 200
    assert answer.json() == {"number": "7", "options": {"unit": "kg"}}


def test_routes_answer_with_the_app(app):
    assert app.server.request("GET", "/orders/7").status == 200
    assert app.server.request("GET", "/report").status == 200
    assert app.server.request("GET", "/elsewhere").status == 404
