# only: own
"""Stores that ask a table and change it depending on the answer: one step on the loop, and none in threads."""
import asyncio
import sqlite3
import threading


class Seats:
    def __init__(self, path):
        self._path = path
        self._lock = threading.RLock()

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=20)

    def find(self, seat):
        with self._open() as db:
            return db.execute("SELECT * FROM seats WHERE seat = ?", (seat,)).fetchone()

    def every(self):
        with self._open() as db:
            return db.execute("SELECT * FROM seats ORDER BY seat").fetchall()

    def bookings(self):
        with self._open() as db:
            return db.execute("SELECT * FROM bookings").fetchall()

    def note(self, seat, text):
        with self._open() as db:
            db.execute("UPDATE seats SET note = ? WHERE seat = ?", (text, seat))

    def put(self, seat, row):
        with self._lock, self._open() as db:
            db.execute("INSERT INTO seats (seat, line) VALUES (?, ?)", (seat, row))

    def put_anyhow(self, seat, row):
        if self.find(seat):
            return
        with self._open() as db:
            db.execute(
                "INSERT INTO seats (seat, line) VALUES (?, ?) ON CONFLICT (seat) DO NOTHING", (seat, row)
            )

    # Both would find none.
    def put_new(self, seat, row):
        if self.find(seat):
            raise ValueError(seat)
        self.put(seat, row)

    # That it is there does not change by the writing.
    def rename(self, seat, text):
        if self.find(seat) is None:
            raise KeyError(seat)
        self.note(seat, text)

    # Who holds an old round would write over the new one.
    def report(self, seat, turn, state):
        row = self.find(seat)
        if row["turn"] != turn:
            raise ValueError(turn)
        with self._open() as db:
            db.execute("UPDATE seats SET state = ? WHERE seat = ?", (state, seat))

    def report_locked(self, seat, turn, state):
        with self._lock:
            row = self.find(seat)
            if row["turn"] != turn:
                raise ValueError(turn)
            with self._open() as db:
                db.execute("UPDATE seats SET state = ? WHERE seat = ?", (state, seat))

    def report_alone(self, seat, turn, state):
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            row = db.execute("SELECT * FROM seats WHERE seat = ?", (seat,)).fetchone()
            if row["turn"] == turn:
                db.execute("UPDATE seats SET state = ? WHERE seat = ?", (state, seat))

    def report_open(self, seat, turn, state):
        with self._open() as db:
            row = db.execute("SELECT * FROM seats WHERE seat = ?", (seat,)).fetchone()
            if row["turn"] == turn:
                db.execute("UPDATE seats SET state = ? WHERE seat = ?", (state, seat))

    def advance(self, seat):
        with self._open() as db:
            db.execute("UPDATE seats SET turn = turn + 1 WHERE seat = ?", (seat,))

    def report_checked(self, seat, turn, state):
        row = self.find(seat)
        if row["turn"] != turn:
            raise ValueError(turn)
        with self._open() as db:
            db.execute("UPDATE seats SET state = ? WHERE seat = ? AND turn = ?", (state, seat, turn))

    # Nothing sets the owner.
    def note_own(self, seat, guest, text):
        row = self.find(seat)
        if row["owner"] != guest:
            raise PermissionError(seat)
        self.note(seat, text)

    # The place comes from what there is.
    def put_free(self, seat):
        taken = {row["line"] for row in self.every()}
        line = next(number for number in range(100) if number not in taken)
        self.put(seat, line)

    # A booking may come in between.
    def remove_unused(self, seat):
        for booking in self.bookings():
            if booking["seat"] == seat:
                raise ValueError(seat)
        with self._open() as db:
            db.execute("DELETE FROM seats WHERE seat = ?", (seat,))

    def check_free(self, line):
        for row in self.every():
            if row["line"] == line:
                raise ValueError(line)


class Hall:
    def __init__(self):
        self.seats = Seats("hall.db")
        self.lock = asyncio.Lock()

    async def find(self, seat):
        return await asyncio.to_thread(self.seats.find, seat)  # ASY153: 15

    async def put(self, seat, row):
        await asyncio.to_thread(self.seats.put, seat, row)  # ASY153: 8

    async def put_anyhow(self, seat, row):
        await asyncio.to_thread(self.seats.put_anyhow, seat, row)  # ASY153: 8

    async def put_new(self, seat, row):
        self.seats.put_new(seat, row)  # ASY153: 8

    async def rename(self, seat, text):
        await asyncio.to_thread(self.seats.rename, seat, text)  # ASY153: 8

    async def report(self, seat, turn, state):
        self.seats.report(seat, turn, state)  # ASY153: 8

    async def report_locked(self, seat, turn, state):
        await asyncio.to_thread(self.seats.report_locked, seat, turn, state)  # ASY153: 8

    async def report_alone(self, seat, turn, state):
        await asyncio.to_thread(self.seats.report_alone, seat, turn, state)  # ASY153: 8

    async def report_open(self, seat, turn, state):
        self.seats.report_open(seat, turn, state)  # ASY153: 8

    async def report_checked(self, seat, turn, state):
        await asyncio.to_thread(self.seats.report_checked, seat, turn, state)  # ASY153: 8

    async def note_own(self, seat, guest, text):
        await asyncio.to_thread(self.seats.note_own, seat, guest, text)  # ASY153: 8

    async def put_free(self, seat):
        self.seats.put_free(seat)  # ASY153: 8

    async def remove_unused(self, seat):
        self.seats.remove_unused(seat)  # ASY153: 8

    # The coroutine itself asks first.
    async def put_in_line(self, seat, line):
        self.seats.check_free(line)  # ASY153: 8
        self.seats.put(seat, line)  # ASY153: 8

    async def put_later(self, seat, line):
        await asyncio.to_thread(self.seats.check_free, line)  # ASY153: 8
        await asyncio.sleep(1)
        await asyncio.to_thread(self.seats.put, seat, line)  # ASY153: 8
