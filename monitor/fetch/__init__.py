"""The only way to the network for pages: httpx over aiohttp, polite, guarded, and never raising for what the web does.

http.py       HttpFetcher: redirects, turns
exchange.py   one request and its answer
permission.py what robots.txt lets be asked for
client.py     connections under the guard; `guarded_client` for webhooks
guard.py      which addresses are never reached
throttle.py   one request at a time to a host, rests, breaker
sharing.py    what many processes that fetch tell each other
robots.py     the rules of a robots.txt
browser.py    pages that scripts fill, in a browser sealed off from the network
decoding.py   Content-Encoding under a cap
failures.py   exceptions as FailureKind and a line for a person
"""

from monitor.fetch.browser import browser_trouble
from monitor.fetch.client import guarded_client
from monitor.fetch.failures import explained
from monitor.fetch.http import HttpFetcher
from monitor.fetch.sharing import HostBook, Turns

__all__ = ["HostBook", "HttpFetcher", "Turns", "browser_trouble", "explained", "guarded_client"]
