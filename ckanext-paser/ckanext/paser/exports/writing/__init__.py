"""The process that writes a download, and its parent."""
