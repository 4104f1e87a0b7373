# source: https://playwright.dev/python/docs/intro
