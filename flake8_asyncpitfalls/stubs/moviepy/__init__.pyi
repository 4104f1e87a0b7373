# source: https://zulko.github.io/moviepy/reference/
from moviepy.editor import AudioFileClip, VideoFileClip
