# source: https://developers.home-assistant.io/docs/core/entity/light
from homeassistant.helpers.entity import ToggleEntity

class LightEntity(ToggleEntity): ...
