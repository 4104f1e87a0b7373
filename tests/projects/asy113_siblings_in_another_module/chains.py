class Runnable:
    def invoke(self, value):
        return value

    async def ainvoke(self, value):
        return self.invoke(value)


class Chain(Runnable):
    def invoke(self, value):
        return [value]

    async def ainvoke(self, value):
        return [value]


def load(key):
    return key


async def aload(key):
    return key
