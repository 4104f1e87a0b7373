# source: https://developers.home-assistant.io/docs/core/entity/media-player
from homeassistant.helpers.entity import Entity

class MediaPlayerEntity(Entity): ...
