# source: https://developers.home-assistant.io/docs/core/entity/notify
from homeassistant.helpers.entity import Entity

class NotifyEntity(Entity): ...
