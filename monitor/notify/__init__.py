"""The only way out for alerts: email, webhook, chat.

Message + Channel --Notifiers--> MailNotifier | WebhookNotifier | ChatNotifier --> Sent | SendFailure
                                 Keyring: no secret goes to another host than its own
"""

from monitor.notify.chat import ChatNotifier
from monitor.notify.keys import Keyring, Secret
from monitor.notify.mail import MailNotifier
from monitor.notify.notifiers import Notifiers
from monitor.notify.webhook import WebhookNotifier

__all__ = ["ChatNotifier", "Keyring", "MailNotifier", "Notifiers", "Secret", "WebhookNotifier"]
