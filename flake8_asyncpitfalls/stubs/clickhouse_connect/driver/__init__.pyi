# source: https://clickhouse.com/docs/integrations/python
from clickhouse_connect.driver.asyncclient import AsyncClient
from clickhouse_connect.driver.client import Client
