"""Calls that block, the second on what the first one gives, which holds nothing open."""

import asyncio

from pydub import AudioSegment


async def convert(path, out):
    def export_clip():
        clip = AudioSegment.from_file(path)  # error: 11, call="pydub.AudioSegment.from_file"
        clip.export(out, format="mp3")  # error: 4, call="pydub.AudioSegment.export"

    await asyncio.to_thread(export_clip)


async def load(path):
    return await asyncio.to_thread(AudioSegment.from_mp3, path)  # error: 11, call="pydub.AudioSegment.from_mp3"
