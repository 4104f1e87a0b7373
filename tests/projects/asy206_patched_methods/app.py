from PyQt5.QtCore import QTimer
from PyQt5.QtWidgets import QPushButton
from PyQt6.QtWidgets import QPushButton as PlainButton


class Window:
    def __init__(self):
        self.button = QPushButton()
        self.button.clicked.connect(self.save)
        self.plain = PlainButton()
        self.plain.clicked.connect(self.save)  # error: 35
        QTimer.singleShot(1, self.save)  # error: 29

    async def save(self): ...
