"""The service: what starts checks and deliveries, and when."""

from monitor.schedule.backfill import Leaf, backfill
from monitor.schedule.crawl import crawl
from monitor.schedule.service import Service, ServiceReport

__all__ = ["Leaf", "Service", "ServiceReport", "backfill", "crawl"]
