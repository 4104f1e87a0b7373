"""The application is halted by a helper, or around it."""
# only: own

import subprocess

from textual.app import App
from textual.widget import Widget


def edit(path):
    subprocess.run(["vi", path])


class Pad(Widget):
    def action_edit(self):
        with self.app.suspend():
            edit("pad")
        edit("pad")  # error: 8, call="subprocess.run"

    def action_page(self):
        self._halted("page")
        self._beside("page")  # error: 8, call="subprocess.run"

    def _halted(self, path):
        with self.app.suspend():
            edit(path)

    def _beside(self, path):
        with self.app.suspend():
            print(path)
        edit(path)


class Viewer(App):
    def action_edit(self):
        with self.suspend():
            edit("view")
