# source: https://www.selenium.dev/selenium/docs/api/py/api.html
from selenium.webdriver.remote.webdriver import WebDriver as _WebDriver

class Chrome(_WebDriver):
    @blocks("service")
    def __init__(self, *args, **kwargs): ...

class Firefox(_WebDriver):
    @blocks("service")
    def __init__(self, *args, **kwargs): ...

class Edge(_WebDriver):
    @blocks("service")
    def __init__(self, *args, **kwargs): ...

class Safari(_WebDriver):
    @blocks("service")
    def __init__(self, *args, **kwargs): ...

class Remote(_WebDriver):
    @blocks("service")
    def __init__(self, *args, **kwargs): ...
