# source: https://flask.palletsprojects.com/en/stable/api/
from flask import Blueprint
