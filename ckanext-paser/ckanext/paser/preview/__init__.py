"""How does somebody look into a table on the page of its file?"""
