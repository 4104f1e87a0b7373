"""Logs of the project's own that write files: who calls them cannot mend that, call by call."""

ADVICE = (
    "let the log hand its records to a thread of its own, as 'logging.handlers.QueueHandler' does"
)
