# source: https://developers.home-assistant.io/docs/core/entity/datetime
from homeassistant.helpers.entity import Entity

class DateTimeEntity(Entity): ...
