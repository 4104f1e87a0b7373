# source: https://gtts.readthedocs.io/en/latest/module.html
from gtts.tts import gTTS
