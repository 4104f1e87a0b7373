# source: https://pika.readthedocs.io/en/stable/modules/adapters/index.html
from pika.adapters.blocking_connection import BlockingConnection
