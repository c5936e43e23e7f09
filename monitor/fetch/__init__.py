"""The only way to the network for pages: httpx over aiohttp, polite, guarded, and never raising for what the web does.

http.py       HttpFetcher
client.py     connections under the guard; `guarded_client` for webhooks
guard.py      which addresses are never reached
throttle.py   one request at a time to a host, rests, breaker
robots.py     robots.txt
browser.py    pages that scripts fill, in a browser sealed off from the network
decoding.py   Content-Encoding under a cap
failures.py   exceptions as FailureKind and a line for a person
"""

from monitor.fetch.browser import browser_trouble
from monitor.fetch.client import guarded_client
from monitor.fetch.http import HttpFetcher

__all__ = ["HttpFetcher", "browser_trouble", "guarded_client"]
