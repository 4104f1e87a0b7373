# source: https://www.riverbankcomputing.com/static/Docs/PyQt6/signals_slots.html
