"""The service: what starts checks and deliveries, and when."""
