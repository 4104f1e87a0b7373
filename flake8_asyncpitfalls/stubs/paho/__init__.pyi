# source: https://eclipse.dev/paho/files/paho.mqtt.python/html/index.html
__plain_arguments__ = "yes"
