"""What may be written about an indicator, a dashboard or a wall, and what is written?"""
