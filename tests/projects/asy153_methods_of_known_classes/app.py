from repository import Repository


class App:
    def __init__(self):
        self.repository = Repository("users.db")

    async def names(self):
        self.repository.close()
        return self.repository.names()  # error: 15


async def show(repository: Repository):
    return repository.names()  # error: 11


async def make():
    repository = Repository("users.db")
    return repository.names()  # error: 11
