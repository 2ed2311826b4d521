"""Before a book is open: first start in seven questions, the pass phrase, the recovery sheet.

`StartWindow` is the frame: steps at the left, one `Question` at the right, the foot with the way
back and the one verb that Enter does. A `Flow` asks questions in order: `FirstStart`, `Unlock`,
`Practise`. What they end in is an `Arrival`; the program (program.py) takes it from there.
"""
