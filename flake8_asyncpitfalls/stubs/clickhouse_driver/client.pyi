# source: https://clickhouse-driver.readthedocs.io/en/latest/api.html
from clickhouse_driver import Client
