"""The verbs of the office: one function each, the only place where transactions begin.

They take the book first, time and name by keyword, and say what they changed (`changes`).

the book       upkeep makes, checks, copies and restores it · entering asks a book just opened whose
               it is · practising keeps the practice books
our own data   catalogue: units, standards, ethnic groups · targets: goals of the province's plan
the commune    reading looks at a list and writes it, listing makes its records · registering finds
               households and saves them · reviewing opens rounds and saves sheets · keying
               serves the entry page · overview tells where the round stands · undoing does deeds
               on several records and takes them back
figures        counting makes the figures of 7.1–7.3 · checking tells what can be checked of them ·
               reporting lays papers out and writes them · exporting writes CSV
packages out   exchanging: cards, sealing, history · answering: what a receipt says
packages in    looking glances, examining checks and plans, foreseeing says it in households,
               judging decides in the window, receiving writes in one transaction and answers,
               comparing holds both sides' sums together
the upper desk gathering: who has reported, and what the received come to
a whole season demonstrating, with made-up people
"""
