# source: https://developers.home-assistant.io/docs/core/entity/device-tracker
from homeassistant.helpers.entity import Entity

class TrackerEntity(Entity): ...
