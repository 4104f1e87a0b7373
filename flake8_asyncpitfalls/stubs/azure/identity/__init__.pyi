# source: https://learn.microsoft.com/en-us/python/api/azure-identity/azure.identity
class DefaultAzureCredential:
    @blocks("service", twin="azure.identity.aio.DefaultAzureCredential.get_token")
    def get_token(self, *args, **kwargs): ...

class ManagedIdentityCredential:
    @blocks("service", twin="azure.identity.aio.ManagedIdentityCredential.get_token")
    def get_token(self, *args, **kwargs): ...

class ClientSecretCredential:
    @blocks("service", twin="azure.identity.aio.ClientSecretCredential.get_token")
    def get_token(self, *args, **kwargs): ...

class AzureCliCredential:
    @blocks("service", twin="azure.identity.aio.AzureCliCredential.get_token")
    def get_token(self, *args, **kwargs): ...
