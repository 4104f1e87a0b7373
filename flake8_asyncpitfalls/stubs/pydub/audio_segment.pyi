# source: https://github.com/jiaaro/pydub/blob/master/API.markdown
from pydub import AudioSegment
