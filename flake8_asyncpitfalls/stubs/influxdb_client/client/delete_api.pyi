# source: https://influxdb-client.readthedocs.io/en/stable/api.html

class DeleteApi:
    @blocks("database", twin="influxdb_client.client.delete_api_async.DeleteApiAsync.delete")
    def delete(self, *args, **kwargs): ...
