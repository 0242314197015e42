"""Who is told of what by mail or messenger, and when, so that it is a digest and no flood?"""
