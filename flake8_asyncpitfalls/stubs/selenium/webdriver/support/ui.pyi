# source: https://www.selenium.dev/selenium/docs/api/py/api.html
from selenium.webdriver.support.wait import WebDriverWait
