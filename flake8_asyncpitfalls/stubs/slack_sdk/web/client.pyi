# source: https://tools.slack.dev/python-slack-sdk/web
from slack_sdk import WebClient
