# source: https://firebase.google.com/docs/reference/admin/python/firebase_admin.storage
from google.cloud.storage import Bucket

def bucket(*args, **kwargs) -> Bucket: ...
