# source: https://developers.home-assistant.io/docs/core/entity/vacuum
from homeassistant.helpers.entity import Entity

class StateVacuumEntity(Entity): ...
