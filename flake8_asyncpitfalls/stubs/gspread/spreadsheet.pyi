# source: https://docs.gspread.org/en/latest/api/models/spreadsheet.html
from gspread import Spreadsheet
