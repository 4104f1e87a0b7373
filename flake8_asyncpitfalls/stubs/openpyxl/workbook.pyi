# source: https://openpyxl.readthedocs.io/en/stable/api/openpyxl.workbook.workbook.html
from openpyxl import Workbook
