# source: https://developers.home-assistant.io/docs/core/entity/remote
from homeassistant.helpers.entity import ToggleEntity

class RemoteEntity(ToggleEntity): ...
