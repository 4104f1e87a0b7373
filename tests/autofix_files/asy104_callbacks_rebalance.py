"""What subscribe is given runs in the thread that polls: a callback that needs no loop may run in any."""

import asyncio

from confluent_kafka import Consumer, Producer


def delivered(err: object, msg: object) -> None:
    print(err, msg)


class Reader:
    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.consumer = Consumer({"group.id": "me"})
        self.assigned = loop.create_future()

    def start(self, run) -> None:
        run(self.consumer.subscribe, ["topic"], on_assign=self.on_assign)

    def on_assign(self, consumer: object, partitions: object) -> None:
        self.assigned.set_result(partitions)

    async def read(self) -> object:
        return self.consumer.poll(timeout=1.0)  # error: 15

    async def committed(self) -> object:
        return await asyncio.to_thread(self.consumer.committed, [])  # error: 15


async def send(producer: Producer) -> None:
    producer.produce("topic", "text", callback=delivered)
    await asyncio.to_thread(producer.flush)  # error: 4
