"""A first look at a site that no spider crawls yet, by six to ten of its pages, or some 30 to learn it.

``look_spider`` fetches them, ``first_look`` says what they tell, ``declaration`` writes the spider's file.
"""
