# source: https://www.twilio.com/docs/libraries/reference/twilio-python/
