# source: https://doc.qt.io/qtforpython-5/overviews/signalsandslots.html
