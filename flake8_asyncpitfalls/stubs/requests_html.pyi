# source: https://requests-html.kennethreitz.org/
import requests

class HTMLSession(requests.Session): ...
