# source: https://tools.slack.dev/python-slack-sdk/
from slack_sdk.web.client import WebClient
from slack_sdk.webhook import WebhookClient
