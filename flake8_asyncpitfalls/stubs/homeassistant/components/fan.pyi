# source: https://developers.home-assistant.io/docs/core/entity/fan
from homeassistant.helpers.entity import ToggleEntity

class FanEntity(ToggleEntity): ...
