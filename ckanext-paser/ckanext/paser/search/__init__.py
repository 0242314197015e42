"""What does somebody who types these words mean, and which datasets have it?"""
