"""Going through every cell and every corner of a file, in the limited process that reads it."""
