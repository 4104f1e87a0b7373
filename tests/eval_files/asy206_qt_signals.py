# only: own
import asyncio

from PyQt5.QtWidgets import QAction, QPushButton, QWidget
from PySide6.QtCore import QTimer, Signal
from qasync import asyncSlot


class Window(QWidget):
    changed = Signal(str)

    def __init__(self, other):
        super().__init__()
        self.button = QPushButton("Connect", self)
        self.button.clicked.connect(self.reach)  # error: 36, callback="self.reach"
        self.button.clicked.connect(self.slot)
        self.button.clicked.connect(self.plain)
        self.button.clicked.connect(lambda: asyncio.ensure_future(self.reach()))
        self.changed.connect(self.reach)  # error: 29
        QTimer.singleShot(100, self.reach)  # error: 31
        action = QAction("Go", self)
        action.triggered.connect(self.reach)  # error: 33
        other.clicked.connect(self.reach)

    async def reach(self):
        await asyncio.sleep(1)

    @asyncSlot()
    async def slot(self):
        await asyncio.sleep(1)

    def plain(self):
        print("plain")
