"""Calls that arrive together are made together; what one comes to is its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from monitor.grouped import Grouped


class Calls:
    """Doubles numbers, and notes which were asked for together."""

    def __init__(self) -> None:
        self.made: list[list[int]] = []
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()
        self.go_on.set()

    async def __call__(self, items: Sequence[int]) -> list[int]:
        self.made.append(list(items))
        self.begun.set()
        await self.go_on.wait()
        if 13 in items:
            raise ValueError("13")
        return [2 * item for item in items]


async def test_what_arrives_while_a_call_is_made_is_one_call() -> None:
    calls = Calls()
    double = Grouped(calls)
    calls.go_on.clear()
    first = asyncio.create_task(double(1))
    await calls.begun.wait()
    rest = [asyncio.create_task(double(item)) for item in (2, 3, 4)]
    await asyncio.sleep(0)
    assert double.waiting == 3
    calls.go_on.set()
    assert await asyncio.gather(first, *rest) == [2, 4, 6, 8]
    assert calls.made == [[1], [2, 3, 4]]


async def test_no_call_has_more_than_may_be() -> None:
    calls = Calls()
    double = Grouped(calls, most=2)
    assert await asyncio.gather(*map(double, range(5))) == [0, 2, 4, 6, 8]
    assert calls.made == [[0, 1], [2, 3], [4]]


async def test_an_error_is_that_of_its_own_call_only() -> None:
    calls = Calls()
    double = Grouped(calls, most=2)
    results = await asyncio.gather(*map(double, (1, 13, 3)), return_exceptions=True)
    assert [type(result) for result in results] == [ValueError, ValueError, int]
    with pytest.raises(ValueError, match="13"):
        await double(13)


async def test_one_that_is_given_up_takes_no_other_with_it() -> None:
    calls = Calls()
    double = Grouped(calls)
    calls.go_on.clear()
    one, two = asyncio.create_task(double(1)), asyncio.create_task(double(2))
    await calls.begun.wait()
    one.cancel()
    await asyncio.sleep(0)
    calls.go_on.set()
    assert await two == 4
    await double.close()
    assert double.waiting == 0
