# source: https://influxdb-client.readthedocs.io/en/stable/api.html

class DeleteApiAsync:
    async def delete(self, *args, **kwargs): ...
