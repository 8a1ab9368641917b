"""A first look at a site that no spider crawls yet: six to ten pages, read as a crawl would read them.

``look_spider`` fetches them, ``first_look`` says what they tell, ``declaration`` writes the spider's file.
"""
