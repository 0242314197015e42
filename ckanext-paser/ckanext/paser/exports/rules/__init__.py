"""What a download is called, what it says about itself, and how its cells are written."""
