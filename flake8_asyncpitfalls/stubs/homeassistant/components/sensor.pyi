# source: https://developers.home-assistant.io/docs/core/entity/sensor
from homeassistant.helpers.entity import Entity

class SensorEntity(Entity): ...
