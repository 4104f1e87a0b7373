import os

DATABASE_URL = os.environ.get("SHOP_DB", "sqlite:///shop.db")
