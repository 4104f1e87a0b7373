# source: https://cloud.google.com/python/docs/reference/bigquery/latest
from google.cloud.bigquery import LoadJob, QueryJob
