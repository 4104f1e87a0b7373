# source: https://tools.slack.dev/python-slack-sdk/socket-mode
