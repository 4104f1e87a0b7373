# source: https://developers.home-assistant.io/docs/core/entity/image
from homeassistant.helpers.entity import Entity

class ImageEntity(Entity): ...
