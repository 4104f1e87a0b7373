import inspect

from PyQt5.QtCore import QTimer, pyqtBoundSignal

_connect = pyqtBoundSignal.connect


def connect(self, slot):
    if inspect.iscoroutinefunction(slot):
        return _connect.__get__(self)(lambda *given: self.jobs.submit(slot, *given))
    return _connect.__get__(self)(slot)


pyqtBoundSignal.connect = connect
QTimer.interval = 3
