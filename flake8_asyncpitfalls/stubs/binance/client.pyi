# source: https://python-binance.readthedocs.io/en/latest/
from binance import AsyncClient, Client
