"""Who is told of a step, when a digest goes out, and what it says. Pure."""
