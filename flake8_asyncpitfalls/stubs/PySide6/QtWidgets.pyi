# source: https://doc.qt.io/qtforpython-6/tutorials/basictutorial/signals_and_slots.html
from PySide6.QtCore import QObject, Signal

class QWidget(QObject):
    customContextMenuRequested: Signal

class QMainWindow(QWidget): ...
class QDialog(QWidget):
    accepted: Signal
    rejected: Signal
    finished: Signal

class QAbstractButton(QWidget):
    clicked: Signal
    pressed: Signal
    released: Signal
    toggled: Signal

class QPushButton(QAbstractButton): ...
class QToolButton(QAbstractButton):
    triggered: Signal
class QCheckBox(QAbstractButton):
    stateChanged: Signal
class QRadioButton(QAbstractButton): ...

class QLineEdit(QWidget):
    textChanged: Signal
    textEdited: Signal
    returnPressed: Signal
    editingFinished: Signal
