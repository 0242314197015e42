"""How does an officer bring this month's file to the public in minutes?"""
