"""What may be asked of a table, in which words, and how its answer is paged."""
