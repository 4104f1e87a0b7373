# only: own
"""A block that writes what other methods change meanwhile stays on the loop; what is plain text goes."""
import json


class Tokens:
    def __init__(self):
        self._tokens: dict[str, str] = {}
        self._title = ""

    def add(self, user, token):
        self._tokens[user] = token

    def rename(self, title: str):
        self._title = title

    async def save(self, name):
        with open(name, "w") as file:  # error: 13
            json.dump(self._tokens, file)  # error: 12

    async def save_title(self, name):
        with open(name, "w") as file:  # error: 13
            file.write(self._title)  # error: 12
            file.write("\n")  # error: 12
