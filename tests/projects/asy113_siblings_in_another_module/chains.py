class Runnable:
    def invoke(self, value):
        return value

    async def ainvoke(self, value):
        return self.invoke(value)


class Chain(Runnable):
    def invoke(self, value):
        return self.call(value)

    def call(self, value):
        return [value]

    async def ainvoke(self, value):
        return [value]


def ask(key):
    return key


def load(key):
    return ask(key)


async def aload(key):
    return key
