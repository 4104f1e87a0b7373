# source: https://developers.home-assistant.io/docs/core/entity/camera
from homeassistant.helpers.entity import Entity

class Camera(Entity): ...
