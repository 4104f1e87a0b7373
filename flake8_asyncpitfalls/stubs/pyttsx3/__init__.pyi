# source: https://pyttsx3.readthedocs.io/en/latest/engine.html
from pyttsx3.engine import Engine

def init(*args, **kwargs) -> Engine: ...
