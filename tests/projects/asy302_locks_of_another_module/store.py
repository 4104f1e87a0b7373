import threading

import requests

LOCK = threading.Lock()
QUICK = threading.Lock()


class Store:
    def __init__(self):
        self.lock = threading.Lock()
        self.quick = threading.Lock()
        self.rows = {}

    def load(self, key):
        with self.lock:
            self.rows[key] = requests.get(key).text

    def note(self, key):
        with self.quick:
            self.rows[key] = ""


class Shelf(Store):
    pass


def load_all():
    with LOCK:
        requests.get("http://localhost")


def note_all(rows):
    with QUICK:
        rows.clear()
