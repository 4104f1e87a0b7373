# only: own
"""Numbers and places that a function has taken for itself are another's after a wait."""

import asyncio
import logging

import requests

logger = logging.getLogger(__name__)


class Sender:
    def __init__(self) -> None:
        self.number = 0
        self.at_work = 0
        self.waiting: list[str] = []
        self.sent: dict[int, str] = {}

    async def send(self, text: str) -> None:
        self.number += 1
        requests.post("http://example.com", json={"number": self.number})  # error: 8
        self.sent[self.number] = text

    async def send_own(self, text: str) -> None:
        self.number += 1
        number = self.number
        requests.post("http://example.com", json={"number": number})  # error: 8
        self.sent[number] = text

    async def send_and_log(self, text: str) -> None:
        self.number += 1
        requests.post("http://example.com", json={"text": text})  # error: 8
        logger.info("sent so far: %d", self.number)

    async def send_and_rest(self, text: str) -> None:
        self.number += 1
        await asyncio.sleep(1)
        requests.post("http://example.com", json={"text": text})  # error: 8
        self.sent[self.number] = text

    async def send_at_work(self, text: str) -> None:
        self.at_work += 1
        requests.post("http://example.com", json={"text": text})  # error: 8
        self.at_work -= 1

    async def send_first(self) -> None:
        text = self.waiting[0]
        requests.post("http://example.com", json={"text": text})  # error: 8
        self.waiting.pop(0)

    async def send_last(self) -> None:
        text = self.waiting[-1]
        requests.post("http://example.com", json={"text": text})  # error: 8
        self.waiting.pop()

    async def send_taken(self) -> None:
        text = self.waiting.pop()
        requests.post("http://example.com", json={"text": text})  # error: 8

    async def keep_place(self, text: str) -> None:
        self.waiting.append(text)
        place = len(self.waiting) - 1
        requests.post("http://example.com", json={"text": text})  # error: 8
        self.waiting[place] = text.upper()

    async def keep_answer(self, number: int, text: str) -> None:
        requests.post("http://example.com", json={"text": text})  # error: 8
        self.sent[number] = text
