# source: https://developers.home-assistant.io/docs/core/entity/number
from homeassistant.helpers.entity import Entity

class NumberEntity(Entity): ...
