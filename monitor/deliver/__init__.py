"""The outbox on its way: one pass reads what is due, sends it, and settles every message as soon as it is known.

    Store.due_alerts --parcels--> per channel, in order --compose--> Notifier.send --> sent | retry later | dead letter
                                  channels side by side: a broken one holds up no other

At least once: an Alert is settled after its message was sent, so a crash in between sends it again, under the same id.
A message is a page's alerts of one check, or a digest. Retries keep a message together: its Alerts share the moment at
which they are due again, and that moment differs from those of all other messages of the pass.

passes.py     one pass over all channels
due.py        what is due
channel.py    one channel's messages, one after the other; loaded when there is something to send
parcels.py    which Alerts make one message
holding.py    what is not sent now: to a disabled endpoint, or in a burst
settling.py   how a message went, and when it is tried again
report.py     what a pass came to
sample.py     a message that says it is a test
"""

from monitor.deliver.due import HORIZON
from monitor.deliver.passes import deliver
from monitor.deliver.report import DeliveryReport

__all__ = ["HORIZON", "DeliveryReport", "deliver"]
