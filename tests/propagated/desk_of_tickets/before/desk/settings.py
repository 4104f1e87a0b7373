DATABASE_URL = "sqlite:///./desk.db"
