"""Starts a task on the server and watches it with a Timer."""

import anvil.server

from ._anvil_designer import PrimesTemplate


class Primes(PrimesTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.limit_box.items = [("up to a million", 1_000_000), ("up to three million", 3_000_000)]
        self.limit_box.selected_value = 3_000_000
        self.task = None

    def start_button_click(self, **event_args):
        self.task = anvil.server.call("begin", self.limit_box.selected_value)
        self.show_progress(0)
        self.state_label.text = "Counting …"
        self.work_card.visible = True
        self.start_button.enabled = False
        self.stop_button.enabled = True
        self.timer.interval = 0.25

    def timer_tick(self, **event_args):
        state = self.task.get_state()
        self.show_progress(state.get("share", 0))
        self.state_label.text = f"{state.get('found', 0):,} primes so far"
        status = self.task.get_termination_status()
        if status is not None:
            self.finish(status)

    def finish(self, status):
        self.timer.interval = 0
        self.start_button.enabled = True
        self.stop_button.enabled = False
        if status == "completed":
            self.show_progress(1)
            self.state_label.text = f"There are {self.task.get_return_value():,} primes."
        elif status == "killed":
            self.state_label.text = "Stopped."
        else:
            self.task.get_error()  # raises what went wrong on the server

    def stop_button_click(self, **event_args):
        self.task.kill()

    def show_progress(self, share):
        self.bar_label.text = "█" * round(24 * share) + "░" * (24 - round(24 * share))
        self.share_label.text = f"{share:.0%}"
