# source: https://influxdb-client.readthedocs.io/en/stable/api.html

class WriteApiAsync:
    async def write(self, *args, **kwargs): ...
