# source: https://www.riverbankcomputing.com/static/Docs/PyQt6/signals_slots.html
from PyQt6.QtCore import QObject, pyqtSignal

class QAction(QObject):
    triggered: pyqtSignal
    toggled: pyqtSignal
