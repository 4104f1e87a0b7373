from httpx import AsyncClient, Client


class Api:
    def __init__(self):
        self.client = AsyncClient()
        self.other = Client()

    def status(self, url):
        answer = self.client.get(url)  # error: 17
        return answer.status_code

    def other_status(self, url):
        answer = self.other.get(url)
        return answer.status_code

    def handed_on(self, url):
        return self.client.get(url)

    def __del__(self):
        self.client.aclose()  # ASY201: 8
