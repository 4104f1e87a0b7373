# source: https://www.twilio.com/docs/libraries/reference/twilio-python/
__plain_arguments__ = "yes"
