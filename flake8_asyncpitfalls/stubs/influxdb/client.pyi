# source: https://influxdb-python.readthedocs.io/en/latest/api-documentation.html
from influxdb import InfluxDBClient
