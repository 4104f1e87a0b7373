from base import Base


class Quick(Base):
    def step(self):
        return 1


class Async(Base):
    async def run(self):
        return 1


async def main(quick: Quick, other: Async):
    quick.run()
    await other.run()
