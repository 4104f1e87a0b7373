import sqlite3


class Repository:
    def __init__(self, path):
        self.path = path

    def names(self):
        return self._query("select name from users")

    def _query(self, text):
        connection = sqlite3.connect(self.path)
        return connection.execute(text).fetchall()

    def close(self):
        self.path = ""
