"""Which data standards (Standar Data) are there to choose from, and what does each of them say?"""
