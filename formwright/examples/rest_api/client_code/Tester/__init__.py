"""Asks the API as any other program would, and shows the answer as it came."""

import json

import anvil.http
import anvil.server

from ._anvil_designer import TesterTemplate

EXAMPLES = [
    "/prices",
    "/prices/tea?grams=250",
    "/prices/gold",
    "/prices/tea?grams=much",
    "/nothing",
]


class Tester(TesterTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.address_box.items = EXAMPLES
        self.address_box.selected_value = EXAMPLES[1]
        self.base_label.text = f"{anvil.server.get_api_origin()} …"

    def ask_button_click(self, **event_args):
        url = anvil.server.get_api_origin() + self.address_box.selected_value
        try:
            answer = anvil.http.request(url, json=True)
        except anvil.http.HttpError as problem:
            self.show(problem.status, problem.content.get_bytes().decode() if problem.content else "")
        else:
            self.show(200, json.dumps(answer, indent=2))

    def show(self, status, text):
        self.status_label.text = f"Status {status}"
        self.answer_label.text = text
        self.answer_card.visible = True
