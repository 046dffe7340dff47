"""What the names of plans change in the published articles: looked for, shown, accepted and undone.

`looking` says which links an article gains or loses, `deciding` writes a decision down and undoes it,
`work` does both for thousands of articles, piece by piece in the queue, and `trying` tells where a
name stands before anybody adds it. Nothing is imported here: the models need the querysets first.
"""
