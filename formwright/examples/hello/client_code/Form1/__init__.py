"""Greets whoever types a name.

Components drawn in the designer are attributes of the form: the text box is `self.name_box`.
"""

from ._anvil_designer import Form1Template


class Form1(Form1Template):
    def __init__(self, **properties):
        # Makes the components and sets their properties. Your own set-up goes below it.
        self.init_components(**properties)
        self.name_box.focus()

    def greet_button_click(self, **event_args):
        """Runs when the button is clicked, and when Enter is pressed in the text box."""
        name = self.name_box.text.strip()
        if name:
            self.greeting.text = f"Hello, {name}!"
            self.greeting.visible = True
        else:
            self.greeting.visible = False
            self.name_box.focus()
