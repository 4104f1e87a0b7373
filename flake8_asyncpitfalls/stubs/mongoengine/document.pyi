# source: https://docs.mongoengine.org/apireference.html
from mongoengine import Document, DynamicDocument, EmbeddedDocument
