# source: https://www.selenium.dev/selenium/docs/api/py/api.html
