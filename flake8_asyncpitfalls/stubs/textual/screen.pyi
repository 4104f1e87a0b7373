# source: https://textual.textualize.io/api/screen/
from textual.widget import Widget

class Screen(Widget):
    @loop_thread("app.call_from_thread")
    def dismiss(self, result=None): ...

class ModalScreen(Screen): ...
