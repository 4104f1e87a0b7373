# source: https://pyttsx3.readthedocs.io/en/latest/engine.html
from pyttsx3 import Engine
