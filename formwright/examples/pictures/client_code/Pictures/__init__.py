"""Shows pictures and changes them in the browser; only `inspect` sends one to the server."""

import anvil.image
import anvil.media
import anvil.server

from ._anvil_designer import PicturesTemplate


class Pictures(PicturesTemplate):
    def __init__(self, **properties):
        self.init_components(**properties)
        self.picture = None
        self.show_picture(None)

    def show_picture(self, picture):
        """`picture` is Media, or None."""
        self.picture = picture
        self.picture_card.visible = picture is not None
        self.empty_label.visible = picture is None
        if picture is not None:
            self.image.source = picture
            width, height = anvil.image.get_dimensions(picture)
            self.size_label.text = f"{picture.name}: {width} × {height} pixels, {picture.length:,} bytes"

    def file_loader_change(self, file, **event_args):
        if file is None:
            return
        try:
            found = anvil.server.call("inspect", file)
        except ValueError as problem:
            self.file_loader.clear()
            self.inspection_label.text = str(problem)
            return
        self.inspection_label.text = f"The server says: {found['kind']}, fingerprint {found['fingerprint']}"
        self.show_picture(file)

    def left_button_click(self, **event_args):
        self.show_picture(anvil.image.rotate(self.picture, -90))

    def right_button_click(self, **event_args):
        self.show_picture(anvil.image.rotate(self.picture, 90))

    def small_button_click(self, **event_args):
        self.show_picture(anvil.image.generate_thumbnail(self.picture, 240))

    def save_button_click(self, **event_args):
        anvil.media.download(self.picture)
