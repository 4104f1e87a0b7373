# source: https://doc.qt.io/qtforpython-6/tutorials/basictutorial/signals_and_slots.html
