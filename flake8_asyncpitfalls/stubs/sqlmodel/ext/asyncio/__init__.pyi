# source: https://sqlmodel.tiangolo.com/tutorial/
