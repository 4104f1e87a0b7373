# source: https://pymongo.readthedocs.io/en/stable/api/pymongo/index.html
from pymongo import MongoClient
