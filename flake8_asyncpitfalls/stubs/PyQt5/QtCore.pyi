# source: https://www.riverbankcomputing.com/static/Docs/PyQt5/signals_slots.html
class pyqtBoundSignal:
    @calls_later(0)
    def connect(self, slot, type=None): ...
    def disconnect(self, slot=None): ...
    def emit(self, *args) -> None: ...

class pyqtSignal(pyqtBoundSignal):
    def __init__(self, *types, **kwargs) -> None: ...

class QObject:
    destroyed: pyqtSignal

class QTimer(QObject):
    timeout: pyqtSignal
    @staticmethod
    @calls_later(1)
    def singleShot(msec, slot): ...

@calls_in_thread("run")
class QThread(QObject):
    started: pyqtSignal
    finished: pyqtSignal
    def run(self) -> None: ...
