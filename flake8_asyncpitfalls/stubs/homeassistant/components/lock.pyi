# source: https://developers.home-assistant.io/docs/core/entity/lock
from homeassistant.helpers.entity import Entity

class LockEntity(Entity): ...
