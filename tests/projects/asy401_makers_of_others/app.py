from spawning import spawn, spawn_kept, spawn_now


async def store(message): ...


class Handler:
    def __init__(self):
        self.first = spawn(store("first"))

    def handle(self, message):
        spawn(store(message))  # error: 8
        spawn_kept(store(message))

    async def handle_now(self, message):
        await spawn_now(store(message))


def stopped(task):
    print(task)


def handle_all(messages):
    for message in messages:
        spawn(store(message), stopped)  # error: 8
