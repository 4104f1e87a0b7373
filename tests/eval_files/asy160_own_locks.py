"""Locks that a project builds on a condition are as short as what others do under them."""

import threading
from contextlib import contextmanager


class ReadersAndWriters:
    def __init__(self):
        self.changed = threading.Condition()
        self.readers = 0
        self.is_written = False

    def begin_reading(self):
        with self.changed:
            while self.is_written:
                self.changed.wait()
            self.readers += 1

    def end_reading(self):
        with self.changed:
            self.readers -= 1
            self.changed.notify_all()

    def begin_writing(this):
        with this.changed:
            this.changed.wait_for(lambda: not this.is_written and this.readers == 0)
            this.is_written = True

    def end_writing(self):
        with self.changed:
            self.is_written = False
            self.changed.notify_all()

    @contextmanager
    def reading(self):
        self.begin_reading()
        try:
            yield
        finally:
            self.end_reading()

    @contextmanager
    def writing(self):
        self.begin_writing()
        try:
            yield
        finally:
            self.end_writing()


class Turn:
    def __init__(self):
        self.free = threading.Condition()
        self.is_taken = False

    def __enter__(self):
        with self.free:
            while self.is_taken:
                self.free.wait()
            self.is_taken = True

    def __exit__(self, *exception):
        with self.free:
            self.is_taken = False
            self.free.notify()


class Mailbox:
    """One place for a letter: who takes it waits for somebody to write one."""

    def __init__(self):
        self.changed = threading.Condition()
        self.letter = None

    def take(self):
        with self.changed:
            while self.letter is None:
                self.changed.wait()
            letter, self.letter = self.letter, None
            return letter

    def put(self, letter):
        with self.changed:
            self.letter = letter
            self.changed.notify()


class Door:
    """Nobody who has waited for it gives anything back."""

    def __init__(self):
        self.changed = threading.Condition()
        self.is_open = False

    def wait_until_open(self):
        with self.changed:
            while not self.is_open:
                self.changed.wait()

    def open(self):
        with self.changed:
            self.is_open = True
            self.changed.notify_all()

    @contextmanager
    def opened(self):
        self.wait_until_open()
        try:
            yield
        finally:
            self.open()


both, turn, mailbox, door = ReadersAndWriters(), Turn(), Mailbox(), Door()


async def uses():
    both.begin_reading()
    with both.reading():
        pass
    with both.writing():
        pass
    with turn:
        pass
    mailbox.take()  # error: 4
    door.wait_until_open()  # error: 4
    with door.opened():  # error: 9
        pass
