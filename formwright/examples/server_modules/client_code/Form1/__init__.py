"""Calls the server, and shows which process answered and how long it took."""

import time

import anvil.server

from ._anvil_designer import Form1Template


class Form1(Form1Template):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.counts = []
        self.processes = []

    def call_count(self):
        """One round trip. This line of code waits for the answer; the page does not."""
        started = time.time()
        answer = anvil.server.call("count")
        milliseconds = (time.time() - started) * 1000
        self.counts.append(answer["calls"])
        self.processes.append(answer["process"])
        self.show_counts(answer["process"], milliseconds)

    def show_counts(self, process, milliseconds):
        self.counts_label.text = ", ".join(str(count) for count in self.counts[-12:])
        self.details_label.text = f"process {process}, {milliseconds:.1f} ms"
        self.details_label.visible = True
        if len(self.processes) > 1:
            same = self.processes[-1] == self.processes[-2]
            self.verdict_label.text = (
                "The same process answered again: it remembers."
                if same
                else "Another process answered: it starts from the beginning."
            )
            self.verdict_label.visible = True

    def count_button_click(self, **event_args):
        self.call_count()

    def count_3_button_click(self, **event_args):
        for _ in range(3):
            self.call_count()

    def look_up_button_click(self, **event_args):
        result = anvil.server.call("look_up", 12345)
        self.index_label.text = (
            f"process {result['process']}: built in {result['build_milliseconds']:.0f} ms, "
            f"used in {result['use_milliseconds']:.3f} ms"
        )
        self.index_label.visible = True
