"""WAV needs no other process: pydub reads and writes it by itself."""

import asyncio

from pydub import AudioSegment

WAV = "wav"


async def silent(data, segment: AudioSegment):
    AudioSegment.from_file(data, format="wav")
    AudioSegment.from_file(data, "wav")
    AudioSegment.from_file(data, WAV)
    kind = "wav"
    segment.export("a", format=kind)
    segment.export("a", "raw")


async def flagged(data, segment: AudioSegment, name: str):
    def from_file_data():
        AudioSegment.from_file(data, format="mp3")  # error: 4
        AudioSegment.from_file(data)  # error: 4

    await asyncio.to_thread(from_file_data)

    def export_segment():
        segment.export("a")  # error: 4
        segment.export("a", name)  # error: 4

    await asyncio.to_thread(export_segment)
