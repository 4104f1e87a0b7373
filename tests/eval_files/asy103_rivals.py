"""Who would come into a step of two calls on one object stays on the event loop with them."""
import redis


class Hall:
    def __init__(self, client: redis.Redis, other: redis.Redis) -> None:
        self.client = client
        self.other = other

    async def book(self, seat, guest):
        if not self.client.exists(seat):  # error: 15
            self.told = guest
            self.client.set(seat, guest)  # error: 12

    async def give_to(self, seat, guest):
        self.client.set(seat, guest)  # error: 8

    async def who(self, seat):
        return self.client.get(seat)  # error: 15

    async def note_elsewhere(self, seat, guest):
        self.other.set(seat, guest)  # error: 8


async def give_in(store: redis.Redis, seat, guest):
    store.set(seat, guest)  # error: 4
