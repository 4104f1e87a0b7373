# source: https://doc.qt.io/qtforpython-5/overviews/signalsandslots.html
class Signal:
    def __init__(self, *types, **kwargs) -> None: ...
    @calls_later(0)
    def connect(self, slot, type=None): ...
    def disconnect(self, slot=None): ...
    def emit(self, *args) -> None: ...

class QObject:
    destroyed: Signal

class QTimer(QObject):
    timeout: Signal
    @staticmethod
    @calls_later(1)
    def singleShot(msec, slot): ...

@calls_in_thread("run")
class QThread(QObject):
    started: Signal
    finished: Signal
    def run(self) -> None: ...
