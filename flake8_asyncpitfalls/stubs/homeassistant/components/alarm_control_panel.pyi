# source: https://developers.home-assistant.io/docs/core/entity/alarm-control-panel
from homeassistant.helpers.entity import Entity

class AlarmControlPanelEntity(Entity): ...
