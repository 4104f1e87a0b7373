"""An entry of what others reach is not changed in a thread: each call would search what another has set."""

import sqlite3
import threading

INDICES = [{"name": "people", "query": {"text": ""}}]
BY_NAME = {"people": {"text": ""}}


def ask(path, query):
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT 1", (query,)).fetchall()


class Searches:
    def __init__(self, path):
        self.path = path
        self.queries = []
        self.lock = threading.Lock()

    def search(self, name, text):
        for index in INDICES:
            if index["name"] == name:
                index["query"]["text"] = text
                return ask(self.path, index["query"])

    def search_by_name(self, name, text):
        query = BY_NAME[name]
        query["text"] = text
        return ask(self.path, query)

    def search_at_once(self, name, text):
        BY_NAME[name]["text"] = text
        return ask(self.path, BY_NAME[name])

    def search_more(self, name, text):
        BY_NAME.get(name).setdefault("words", []).append(text)
        words = BY_NAME.get(name)
        words.update(text=text)
        return ask(self.path, words)

    def search_own(self, text):
        for query in list(self.queries):
            query["text"] = text
            ask(self.path, query)

    def search_through(self, text):
        return self.search_own(text)

    def search_read(self, name):
        for index in INDICES:
            if index["name"] == name:
                return ask(self.path, index["query"])

    def search_copied(self, name, text):
        for index in INDICES:
            query = dict(index["query"])
            query["text"] = text
            return ask(self.path, query)


class Core:
    def __init__(self, searches: Searches):
        self.searches = searches

    async def changing(self, name, text):
        self.searches.search(name, text)  # error: 8
        self.searches.search_by_name(name, text)  # error: 8
        self.searches.search_at_once(name, text)  # error: 8
        self.searches.search_more(name, text)  # error: 8
        self.searches.search_own(text)  # error: 8
        self.searches.search_through(text)  # error: 8

    async def reading(self, name, text):
        self.searches.search_read(name)  # error: 8
        self.searches.search_copied(name, text)  # error: 8

    async def of_its_own(self, text):
        searches = Searches("x")
        searches.search_own(text)  # error: 8
