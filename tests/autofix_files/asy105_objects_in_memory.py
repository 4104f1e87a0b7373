"""Calls that block, the second on what the first one gives, which holds nothing open."""

import asyncio

from pydub import AudioSegment


async def convert(path, out):
    clip = await asyncio.to_thread(AudioSegment.from_file, path)  # error: 11, call="pydub.AudioSegment.from_file"
    await asyncio.to_thread(clip.export, out, format="mp3")  # error: 4, call="pydub.AudioSegment.export"


async def load(path):
    return await asyncio.to_thread(AudioSegment.from_mp3, path)  # error: 11, call="pydub.AudioSegment.from_mp3"
