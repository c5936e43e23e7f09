"""How many requests a second the fetcher carries, and what it adds to the bare client."""
