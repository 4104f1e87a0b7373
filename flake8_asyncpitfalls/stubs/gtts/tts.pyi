# source: https://gtts.readthedocs.io/en/latest/module.html
from gtts import gTTS
