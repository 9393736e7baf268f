"""Migration: running cases move from one version of their drawing to another.

`plan` says which step stands for which, `survey` where each token of a case goes, `rewriting` lets
it go on there, `moving` writes that with all its rows. `orders` moves many cases as jobs,
`dry_run` tries without writing, `tokens` puts a single token elsewhere by hand.
"""
