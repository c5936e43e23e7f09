"""The outbox on its way: reads due Alerts, sends, settles."""
