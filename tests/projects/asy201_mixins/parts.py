"""What a mixin has from the classes that it is combined with."""
from links import Link, Quiet


class Opened:
    def __init__(self):
        self.link = Link()
        self.quiet = Quiet()
        self.mixed = Link()


class Other:
    def __init__(self):
        self.mixed = Quiet()


class Closing:
    async def shut(self):
        self.link.close()  # error: 8
        self.quiet.close()
        self.mixed.close()

    def late(self):
        self.nothing.close()


class Alone:
    async def shut(self):
        self.link.close()
