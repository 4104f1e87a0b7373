# source: https://developers.home-assistant.io/docs/core/entity/calendar
from homeassistant.helpers.entity import Entity

class CalendarEntity(Entity): ...
