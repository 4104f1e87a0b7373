import sqlite3
import subprocess
import time


class Store:
    def __init__(self, path):
        self.path = path
        with sqlite3.connect(path) as connection:
            connection.execute("create table if not exists notes (id integer primary key, text)")

    def add(self, text):
        with sqlite3.connect(self.path) as connection:
            cursor = connection.execute("insert into notes (text) values (?)", (text,))
            return cursor.lastrowid

    def all(self):
        with sqlite3.connect(self.path) as connection:
            return [text for (text,) in connection.execute("select text from notes order by id")]


def word_count(text):
    done = subprocess.run(["wc", "-w"], input=text, capture_output=True, text=True, check=True)
    return int(done.stdout)


def settle(seconds=0.01):
    time.sleep(seconds)
    return seconds


def retry_settle(times):
    for _ in range(times):
        settle(0.01)
    return times
