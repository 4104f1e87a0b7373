# source: https://piccolo-orm.readthedocs.io/en/latest/piccolo/query_types/index.html
