"""Which screens show what, and what do they ask for?"""
