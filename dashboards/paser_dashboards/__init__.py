"""How do published tables become indicators on pages, embeds and the wall?"""
