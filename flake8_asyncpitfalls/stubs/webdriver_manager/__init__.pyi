# source: https://github.com/SergeyPirogov/webdriver_manager
