# source: https://www.django-rest-framework.org/api-guide/views/
