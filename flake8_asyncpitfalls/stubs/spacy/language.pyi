# source: https://spacy.io/api/language
from spacy import Language
