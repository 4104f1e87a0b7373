# source: https://yaml.dev/doc/ruamel.yaml/
__plain_arguments__ = "yes"
