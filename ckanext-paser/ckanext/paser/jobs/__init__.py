"""What is done later, and surely? The one durable queue, on procrastinate in PostgreSQL."""
