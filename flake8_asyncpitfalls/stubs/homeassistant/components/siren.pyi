# source: https://developers.home-assistant.io/docs/core/entity/siren
from homeassistant.helpers.entity import ToggleEntity

class SirenEntity(ToggleEntity): ...
