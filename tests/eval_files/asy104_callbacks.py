"""What poll and flush run belongs to the thread that calls them: with callbacks of the loop they stay there."""

import asyncio

import confluent_kafka
from confluent_kafka import Producer


class Sender:
    def __init__(self) -> None:
        self.producer = Producer({"client.id": "me"})

    def send(self, text: str) -> asyncio.Future[None]:
        sent = asyncio.get_running_loop().create_future()

        def delivered(err: object, msg: object) -> None:
            sent.set_result(None)

        self.producer.produce("topic", text, on_delivery=delivered)
        return sent

    async def close(self) -> None:
        self.producer.flush()  # error: 8


class Reader:
    def __init__(self) -> None:
        self.consumer = confluent_kafka.Consumer({"group.id": "me"})

    async def read(self) -> object:
        return self.consumer.poll(timeout=1.0)  # error: 15
