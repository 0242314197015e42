"""What may be fetched, for how long, and when again."""
