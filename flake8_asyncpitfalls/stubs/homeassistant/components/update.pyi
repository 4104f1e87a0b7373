# source: https://developers.home-assistant.io/docs/core/entity/update
from homeassistant.helpers.entity import Entity

class UpdateEntity(Entity): ...
