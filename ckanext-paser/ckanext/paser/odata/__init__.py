"""How do Excel, Power BI and other programs that speak OData read a table live?"""
