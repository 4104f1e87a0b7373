# source: https://docs.gspread.org/en/latest/api/client.html
from gspread import Client
