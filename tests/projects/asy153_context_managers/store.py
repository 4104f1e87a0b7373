import contextlib
import sqlite3


class Store:
    def __enter__(self):
        self.connection = sqlite3.connect("a.db")
        return self

    def __exit__(self, *args):
        self.connection.close()


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection):
    yield connection
    connection.commit()


@contextlib.contextmanager
def timed():
    yield 1


class Harmless:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass


class Reporting:
    """Writes to the database only when its block fails."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc, traceback):
        if exc_type != KeyError:
            return
        self.report(exc)

    def report(self, exc):
        sqlite3.connect("errors.db").execute("insert into errors values (?)", (str(exc),))


class AlsoReporting(Reporting):
    def __exit__(self, exc_type, exc, traceback):
        if exc is not None:
            self.report(exc)


class Finishing(Reporting):
    def __exit__(self, exc_type, exc, traceback):
        if exc_type is None:
            self.report(exc)


class FinishingUnless(Reporting):
    def __exit__(self, exc_type, exc, traceback):
        if exc_type != KeyError:
            self.report(exc)
