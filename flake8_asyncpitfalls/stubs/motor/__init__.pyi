# source: https://motor.readthedocs.io/en/stable/api-asyncio/index.html
__successor__ = "'AsyncMongoClient' of pymongo"
