# source: https://developers.home-assistant.io/docs/core/entity/select
from homeassistant.helpers.entity import Entity

class SelectEntity(Entity): ...
