"""How do many datasets come in from one workbook, and what comes back of it?"""
