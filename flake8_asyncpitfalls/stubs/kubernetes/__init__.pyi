# source: https://github.com/kubernetes-client/python
