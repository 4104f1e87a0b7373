# source: https://developers.home-assistant.io/docs/core/entity/text
from homeassistant.helpers.entity import Entity

class TextEntity(Entity): ...
