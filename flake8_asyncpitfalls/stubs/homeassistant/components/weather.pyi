# source: https://developers.home-assistant.io/docs/core/entity/weather
from homeassistant.helpers.entity import Entity

class WeatherEntity(Entity): ...
