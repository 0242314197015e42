"""What do people and programs see: pages, embeds and the REST answers?"""
