# source: https://imageio.readthedocs.io/en/stable/
from imageio.v2 import get_reader, get_writer, imread, imwrite, mimread, mimwrite
