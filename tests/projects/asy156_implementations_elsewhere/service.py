from base import Lonely, Reader, Shelf


class Librarian:
    def __init__(self, shelf: Shelf, reader: Reader, lonely: Lonely) -> None:
        self.shelf = shelf
        self.reader = reader
        self.lonely = lonely

    async def keep(self, name: str, text: str):
        self.shelf.put(name, text)  # error: 8
        self.shelf.opened()
        self.lonely.put(name, text)
        label = self.shelf.label()  # error: 16
        return label + self.reader.read()  # error: 23
