# source: https://developers.home-assistant.io/docs/core/entity/cover
from homeassistant.helpers.entity import Entity

class CoverEntity(Entity): ...
