"""What a user types; one file per command.

Every listing takes `--json` and then prints JSON Lines: one object a line. Exit codes: 0 ok, 1 something failed,
2 usage or configuration. Errors are one line on standard error.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of the `monitor` command; ends the process."""
    # Until the service has handlers of its own there is nothing to finish: being stopped is no failure.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # Modules are loaded, and pages read, with many small objects that nothing refers to afterwards: looking for rings
    # among them every 700 takes a tenth of the time of a start, and of a crawl.
    gc.set_threshold(50_000, 20, 50)
    from monitor.cli.root import call

    code = call(sys.argv[1:] if arguments is None else arguments, os.environ)
    # All that is left is to end: the interpreter would look through everything that was loaded, again and again.
    gc.freeze()
    raise SystemExit(code)
