import store
from store import LOCK, QUICK, Shelf, Store
from store import LOCK as GUARD


class Api:
    def __init__(self, kept: Store, shelf: Shelf, other):
        self.kept = kept
        self.shelf = shelf
        self.other = other

    async def read(self, key):
        with self.kept.lock:  # error: 13
            value = self.kept.rows.get(key)
        with self.shelf.lock:  # error: 13
            value = self.shelf.rows.get(key)
        with self.kept.quick:
            value = self.kept.rows.get(key)
        with self.other.lock:
            return value

    def read_in_thread(self, key):
        with self.kept.lock:
            return self.kept.rows.get(key)


async def count(rows):
    with LOCK:  # error: 9
        rows.append(1)
    with GUARD:  # error: 9
        rows.append(1)
    with store.LOCK:  # error: 9
        rows.append(1)
    with QUICK:
        rows.append(1)
    with store.QUICK:
        rows.append(1)
