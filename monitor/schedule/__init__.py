"""The service: what starts checks and deliveries, and when."""

from monitor.schedule.crawl import crawl
from monitor.schedule.service import Service, ServiceReport

__all__ = ["Service", "ServiceReport", "crawl"]
