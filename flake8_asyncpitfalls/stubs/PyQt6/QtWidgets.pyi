# source: https://www.riverbankcomputing.com/static/Docs/PyQt6/signals_slots.html
from PyQt6.QtCore import QObject, pyqtSignal

class QWidget(QObject):
    customContextMenuRequested: pyqtSignal

class QMainWindow(QWidget): ...
class QDialog(QWidget):
    accepted: pyqtSignal
    rejected: pyqtSignal
    finished: pyqtSignal

class QAbstractButton(QWidget):
    clicked: pyqtSignal
    pressed: pyqtSignal
    released: pyqtSignal
    toggled: pyqtSignal

class QPushButton(QAbstractButton): ...
class QToolButton(QAbstractButton):
    triggered: pyqtSignal
class QCheckBox(QAbstractButton):
    stateChanged: pyqtSignal
class QRadioButton(QAbstractButton): ...

class QLineEdit(QWidget):
    textChanged: pyqtSignal
    textEdited: pyqtSignal
    returnPressed: pyqtSignal
    editingFinished: pyqtSignal
