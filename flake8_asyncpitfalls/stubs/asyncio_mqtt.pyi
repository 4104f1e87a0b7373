# source: https://pypi.org/project/asyncio-mqtt/
__plain_arguments__ = "yes"
__successor__ = "'aiomqtt'"
