# source: https://firebase.google.com/docs/reference/admin/python/firebase_admin.firestore
from google.cloud.firestore import Client

def client(*args, **kwargs) -> Client: ...
