# source: https://developers.home-assistant.io/docs/core/entity/date
from homeassistant.helpers.entity import Entity

class DateEntity(Entity): ...
