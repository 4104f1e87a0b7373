"""Who has an object whose library runs functions in threads of its own uses that."""

import json
from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity


def load(path: Path, encoding: str = "utf-8"):
    return json.loads(path.read_text(encoding))


def load_state(path: Path):
    return json.loads(path.read_text())


async def of_a_parameter(hass: HomeAssistant, path: Path):
    hass.data["x"] = load(path)  # error: 21
    return load(path, encoding="ascii")  # error: 11


async def of_a_block(hass: HomeAssistant, path: Path):
    print(hass.data)
    with open(path) as file:  # ASY106: 9
        data = json.load(file)  # ASY106: 15
    return data


class Sensor(Entity):
    async def async_update(self):
        self.state = load(Path(self.hass.config.path("x.json")))  # error: 21


async def without(path: Path):
    return load_state(path)  # error: 11


async def of_something_else(hass, path: Path):
    print(hass.data)
    return load_state(path)  # error: 11


async def bound_anew(hass: HomeAssistant, path: Path):
    print(hass.data)
    hass = load_state(path)  # error: 11
    return hass


HANDLERS = [
    of_a_parameter,
    of_a_block,
    Sensor.async_update,
    without,
    of_something_else,
    bound_anew,
]
