"""The wing for OOXML: any .xlsx in, and no byte of it lost that nobody asked to change (spec 7).

- `gate`: bytes -> safe to parse, or why not; nothing else is opened before it.
- `frame`: what is where: sheets, tables, links, the date system; read only.
- `cells`: the values of sheets, by two readers; `walk`: the cells as the sheet's text has them;
  `unknown`: those that both readers take for blank.
- `patch`: bytes and edits -> bytes, by splicing; every other byte stays as it is.
- `proof`: two packages and the edits -> no other difference, or the write stops.

Patch and proof do the same sums twice, the one by searching bytes, the other by parsing elements,
and share no helper: a mistake in one is then no mistake in the other, and shows. For the same
reason the proof resolves the names of parts by itself, where the other three ask `names`.
The wing knows nothing of follow-ups.
"""
