# source: https://yaml.dev/doc/ruamel.yaml/
