# source: https://developers.home-assistant.io/docs/core/entity/water-heater
from homeassistant.helpers.entity import Entity

class WaterHeaterEntity(Entity): ...
