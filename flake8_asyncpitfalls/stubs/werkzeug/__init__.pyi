# source: https://werkzeug.palletsprojects.com/en/stable/
