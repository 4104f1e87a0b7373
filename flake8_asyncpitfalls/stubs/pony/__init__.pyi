# source: https://docs.ponyorm.org/api_reference.html
