"""An offline tour: a bundled site that changes over three days, watched through the ordinary path."""

from monitor.demo.tour import DemoReport, tour

__all__ = ["DemoReport", "tour"]
