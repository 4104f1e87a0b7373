# source: https://developers.home-assistant.io/docs/core/entity/time
from homeassistant.helpers.entity import Entity

class TimeEntity(Entity): ...
