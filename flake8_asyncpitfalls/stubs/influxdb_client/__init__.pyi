# source: https://influxdb-client.readthedocs.io/en/stable/api.html
from influxdb_client.client.delete_api import DeleteApi
from influxdb_client.client.influxdb_client import InfluxDBClient
from influxdb_client.client.query_api import QueryApi
from influxdb_client.client.write_api import WriteApi

__plain_arguments__ = "yes"
