# source: https://developers.home-assistant.io/docs/core/entity/binary-sensor
from homeassistant.helpers.entity import Entity

class BinarySensorEntity(Entity): ...
