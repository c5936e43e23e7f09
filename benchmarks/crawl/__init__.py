"""Pages per second through the whole path, against a site on loopback."""
