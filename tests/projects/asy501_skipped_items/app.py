import asyncio

from workers import GoingOn, OneTask, SkippingWorker


class Between(SkippingWorker):
    pass


class Speaker(Between):
    def __init__(self, queue, device):
        super().__init__(queue)
        self.device = device

    async def process(self, item):
        try:
            await self.device.say(item)
            self.device.done()
        except asyncio.CancelledError:
            pass


class Player(GoingOn):
    async def handle(self, item):
        try:
            await item.play()
        except asyncio.CancelledError:  # error: 8
            pass


class Printer(OneTask):
    async def carry_out(self, item):
        try:
            await item.print()
        except asyncio.CancelledError:  # error: 8
            pass


class Unrelated:
    async def process(self, item):
        try:
            await item.play()
        except asyncio.CancelledError:  # error: 8
            pass


async def direct(item, unrelated: Unrelated):
    await unrelated.process(item)
