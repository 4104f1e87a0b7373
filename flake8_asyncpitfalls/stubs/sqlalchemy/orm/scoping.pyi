# source: https://docs.sqlalchemy.org/en/20/orm/session_api.html
from sqlalchemy.orm import scoped_session
