# source: https://pypi.org/project/asyncio-mqtt/
__successor__ = "'aiomqtt'"
