# source: https://developers.home-assistant.io/docs/core/entity/
