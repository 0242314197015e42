"""How does an indicator look, drawn once per change?"""
