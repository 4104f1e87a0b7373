"""Count primes with a class that has a synchronous and an asynchronous method for it."""

import asyncio


class Primes:
    def count(self, limit: int) -> int:
        found = 0
        for number in range(2, limit):
            found += self._is_prime(number)
        return found

    async def count_async(self, limit: int) -> int:
        found = 0
        for number in range(2, limit):
            found += self._is_prime(number)
            if number % 200 == 0:
                await asyncio.sleep(0)
        return found

    def _is_prime(self, number: int) -> bool:
        return all(number % divisor for divisor in range(2, int(number**0.5) + 1))


async def main() -> None:
    primes = Primes()
    print(primes.count(300_000))  # error: 10, call="count"


if __name__ == "__main__":
    asyncio.run(main())
