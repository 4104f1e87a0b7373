# source: https://github.com/ultrafunkamsterdam/undetected-chromedriver
from selenium.webdriver.remote.webdriver import WebDriver

class Chrome(WebDriver):
    @blocks("service")
    def __init__(self, *args, **kwargs): ...
