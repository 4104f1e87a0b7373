"""Whether a library's call starts a process depends on an argument, which helpers hand on."""

import asyncio
import io

from pydub import AudioSegment

WAV = "wav"


def resample(data, format="mp3"):
    return AudioSegment.from_file(io.BytesIO(data), format=format)


def through(data, kind):
    return resample(data, format=kind)


def as_wav(segment: AudioSegment, kind="wav"):
    return segment.export("x", format=kind)


async def silent(data, segment: AudioSegment):
    resample(data, format="wav")
    resample(data, "wav")
    through(data, WAV)
    through(data, "wav")
    as_wav(segment)


async def flagged(data, segment: AudioSegment, name: str):
    def resample_data():
        resample(data)  # error: 4
        resample(data, name)  # error: 4

    await asyncio.to_thread(resample_data)
    await asyncio.to_thread(through, data, "ogg")  # error: 4
    await asyncio.to_thread(as_wav, segment, "ogg")  # error: 4
