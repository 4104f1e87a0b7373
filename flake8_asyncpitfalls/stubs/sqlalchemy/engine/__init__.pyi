# source: https://docs.sqlalchemy.org/en/20/core/connections.html
from sqlalchemy import Connection, CursorResult, Engine, MappingResult, Result, ScalarResult, Transaction, create_engine, engine_from_config
