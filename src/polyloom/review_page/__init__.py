"""The review page: documents in both languages in a browser, on the machine of who reviews.

What is written goes through the functions of ``stages.reviews``, as the command line's does.
"""
