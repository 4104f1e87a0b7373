# source: https://github.com/kubernetes-client/python
__plain_arguments__ = "yes"
