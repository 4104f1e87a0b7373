# source: https://firebase.google.com/docs/reference/admin/python/firebase_admin.firestore_async
from google.cloud.firestore import AsyncClient

def client(*args, **kwargs) -> AsyncClient: ...
