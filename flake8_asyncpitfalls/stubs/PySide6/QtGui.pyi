# source: https://doc.qt.io/qtforpython-6/tutorials/basictutorial/signals_and_slots.html
from PySide6.QtCore import QObject, Signal

class QAction(QObject):
    triggered: Signal
    toggled: Signal
