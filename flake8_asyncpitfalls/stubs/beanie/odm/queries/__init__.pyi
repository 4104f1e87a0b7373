# source: https://beanie-odm.dev/api-documentation/document/
