"""The content of the embedded site: articles made up from a seed, and the changes that are made to them.

``articles`` makes all posts. ``schedule`` gives them their moments and ids, ``recipes`` the lines of their
bodies, ``writing`` the sentences, out of the words of ``lexicon``. ``markup`` wraps the lines as different
editors do, ``footer`` ends the bodies, ``pictures`` draws the images. ``visibility`` says which lists show a
post, ``editing`` makes changed posts, and ``truth`` has the values that all of these pass on.
"""
