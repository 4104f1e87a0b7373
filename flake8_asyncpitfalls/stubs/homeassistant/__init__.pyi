# source: https://developers.home-assistant.io/docs/asyncio_index
