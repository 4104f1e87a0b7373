# source: https://developers.home-assistant.io/docs/core/entity/button
from homeassistant.helpers.entity import Entity

class ButtonEntity(Entity): ...
