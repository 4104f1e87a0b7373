# source: https://motor.readthedocs.io/en/stable/api-asyncio/index.html
__plain_arguments__ = "yes"
__successor__ = "'AsyncMongoClient' of pymongo"
