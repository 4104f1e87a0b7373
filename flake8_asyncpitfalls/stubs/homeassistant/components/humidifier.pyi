# source: https://developers.home-assistant.io/docs/core/entity/humidifier
from homeassistant.helpers.entity import ToggleEntity

class HumidifierEntity(ToggleEntity): ...
