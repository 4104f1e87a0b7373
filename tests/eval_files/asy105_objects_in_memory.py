"""Calls that block, the second on what the first one gives, which holds nothing open."""

from pydub import AudioSegment


async def convert(path, out):
    clip = AudioSegment.from_file(path)  # error: 11, call="pydub.AudioSegment.from_file"
    clip.export(out, format="mp3")  # error: 4, call="pydub.AudioSegment.export"


async def load(path):
    return AudioSegment.from_mp3(path)  # error: 11, call="pydub.AudioSegment.from_mp3"
