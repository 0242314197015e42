"""Is the portal well, and what does an administrator do when it is not?"""
