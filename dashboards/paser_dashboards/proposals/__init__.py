"""Which chart shows a published table first?"""
