# source: https://developers.home-assistant.io/docs/core/entity/climate
from homeassistant.helpers.entity import Entity

class ClimateEntity(Entity): ...
