# source: https://cloud.google.com/python/docs/reference/bigquery/latest
from google.cloud.bigquery.client import Client
from google.cloud.bigquery.job import LoadJob, QueryJob
