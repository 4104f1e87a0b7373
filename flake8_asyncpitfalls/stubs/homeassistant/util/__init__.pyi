# source: https://developers.home-assistant.io/docs/asyncio_blocking_operations/
