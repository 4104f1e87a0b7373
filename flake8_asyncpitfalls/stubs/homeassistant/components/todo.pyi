# source: https://developers.home-assistant.io/docs/core/entity/todo
from homeassistant.helpers.entity import Entity

class TodoListEntity(Entity): ...
