# source: https://docs.gspread.org/en/latest/api/models/worksheet.html
from gspread import Worksheet
