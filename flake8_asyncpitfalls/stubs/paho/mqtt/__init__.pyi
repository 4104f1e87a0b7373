# source: https://eclipse.dev/paho/files/paho.mqtt.python/html/index.html
