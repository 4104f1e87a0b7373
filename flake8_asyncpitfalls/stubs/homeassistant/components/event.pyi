# source: https://developers.home-assistant.io/docs/core/entity/event
from homeassistant.helpers.entity import Entity

class EventEntity(Entity): ...
