# source: https://developers.home-assistant.io/docs/core/entity/switch
from homeassistant.helpers.entity import ToggleEntity

class SwitchEntity(ToggleEntity): ...
