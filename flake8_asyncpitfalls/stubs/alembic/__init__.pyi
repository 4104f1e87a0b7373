# source: https://alembic.sqlalchemy.org/en/latest/api/commands.html
