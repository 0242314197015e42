"""Which areas are there, under which codes and names, and what shape have they?"""
