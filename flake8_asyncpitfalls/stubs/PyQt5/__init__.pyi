# source: https://www.riverbankcomputing.com/static/Docs/PyQt5/signals_slots.html
