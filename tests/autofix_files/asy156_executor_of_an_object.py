"""Who has an object whose library runs functions in threads of its own uses that."""

import asyncio
import functools
import json
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity


def load(path: Path, encoding: str = "utf-8"):
    return json.loads(path.read_text(encoding))


def load_state(path: Path):
    return json.loads(path.read_text())


async def of_a_parameter(hass: HomeAssistant, path: Path):
    hass.data["x"] = await hass.async_add_executor_job(load, path)  # error: 21
    return await hass.async_add_executor_job(functools.partial(load, path, encoding="ascii"))  # error: 11


async def of_a_block(hass: HomeAssistant, path: Path):
    print(hass.data)

    def load_data():
        with open(path) as file:  # ASY106: 9
            return json.load(file)  # ASY106: 15

    return await hass.async_add_executor_job(load_data)


class Sensor(Entity):
    async def async_update(self):
        self.state = await self.hass.async_add_executor_job(
            load, Path(self.hass.config.path("x.json"))
        )  # error: 21


async def without(path: Path):
    return await asyncio.to_thread(load_state, path)  # error: 11


async def of_something_else(hass, path: Path):
    print(hass.data)
    return await asyncio.to_thread(load_state, path)  # error: 11


async def bound_anew(hass: HomeAssistant, path: Path):
    print(hass.data)
    hass = await asyncio.to_thread(load_state, path)  # error: 11
    return hass


HANDLERS = [
    of_a_parameter,
    of_a_block,
    Sensor.async_update,
    without,
    of_something_else,
    bound_anew,
]
