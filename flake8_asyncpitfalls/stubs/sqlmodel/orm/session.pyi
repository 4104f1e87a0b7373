# source: https://sqlmodel.tiangolo.com/tutorial/
from sqlmodel import Session
