"""An application that is halted while its block lasts keeps nobody waiting."""
# only: own

import asyncio
import subprocess

from textual.app import App
from textual.widget import Widget


def edit(path):
    subprocess.run(["vi", path])


class Notes(App):
    def action_edit(self):
        with self.suspend():
            subprocess.run(["vi", "notes"])
        with self.batch_update():
            subprocess.run(["vi", "notes"])  # error: 12, call="subprocess.run"
        with self.suspend(), open("log") as log:
            subprocess.run(["vi", "notes"], stdout=log)

    def action_count(self):
        with self.suspend():
            print("counting")
        subprocess.run(["wc", "notes"])  # error: 8, call="subprocess.run"


class Pad(Widget):
    async def action_edit(self):
        with self.app.suspend():
            subprocess.call(["vi", "pad"])
        await asyncio.to_thread(subprocess.call, ["vi", "pad"])  # error: 8, call="subprocess.call"
