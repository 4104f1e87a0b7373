"""Objects that do nothing until they are awaited."""


class Waiting:
    def __init__(self, seconds):
        self.seconds = seconds

    def __await__(self):
        yield self.seconds


class Started:
    def __init__(self, work):
        self.task = work.start()

    def __await__(self):
        yield self.task


class Numbers:
    def __aiter__(self):
        return self

    async def __anext__(self):
        return 1


async def dropped():
    await Waiting(1)  # error: 4
    Started(1)
    await anext(Numbers())  # error: 4
    await Waiting(1)
    kept = Waiting(2)
    return kept
