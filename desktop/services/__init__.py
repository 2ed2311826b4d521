"""The verbs of the office: one function each, the only place where transactions begin.

They take the book first, time and name by keyword, and say what they changed (`changes`).

the book       upkeep makes, checks, copies and restores it · entering asks a book just opened whose
               it is · practising keeps the practice books
our own data   catalogue: units, standards, ethnic groups · targets: goals of the province's plan
               · tabling keeps the office's point tables of B1 and makes standards of them
the commune    opening looks at a list, layouts keeps what its columns mean, old_communes asks about
               merged communes, reading plans and writes it, listing makes its records · registering finds
               households and saves them · reviewing opens rounds and saves sheets · keying
               serves the entry page · overview tells where the round stands · undoing does deeds
               on several records and takes them back · asking keeps requests with their sheet A
               · pairing finds records that may be one, uniting makes one of two, parking keeps
               what a list leaves to decide
               · surrounding tells what other records say of a household being keyed
               · fieldwork sends sheets B to phones and takes them back, phone_plan says what would
               become of each · explaining tells why a household has its class, in the
               words of explaining_words, recalling what it went
               through over the years · verifying draws sheets to be keyed twice and tells error rates,
               rekeying serves their blind keying, second_settling writes what was right
               · acting plans and does acts on many households at once, sheet_runs opens their
               sheets one after the other, finding_out keeps what is wrong with the sheets, columns
               how the register's table is set up, register_list prints it
               · happening plans what happens to households, records it and tells it
               · field_sheets prints sheets A and B for the field and finds a household by their code
procedures     proceeding leads cases through their steps, deciding writes what the chairman signs,
               calendaring counts working days and report dates
               · papering plans the papers of a case and writes them, paper_records lays them out,
               survey_records those of income surveys; wording says what of them the office may word
               · monthly counts what in-year decisions made of households
figures        balancing balances the register of a round and names who breaks it, event_settling
               records what was keyed without events · counting makes the figures of 7.1–7.10, ethnic_columns says whom 7.9 tells apart · checking tells what can be checked of them ·
               reporting lays papers out and writes them · exporting writes CSV
               · sealing_papers keeps what papers said under the code at their foot
               · progressing sets the poor rate against the plan, with years before the book,
               in the words of progress_words; progress_report lays it out on one page
packages out   exchanging: cards, sealing, history · answering: what a receipt says
packages in    looking glances, examining checks and plans, bringing reads the standard that a
               report rests on or brings, foreseeing says it in households,
               judging decides in the window, receiving writes in one transaction and answers,
               comparing holds both sides' sums together
the upper desk gathering: who has reported, and what the received come to
a whole season demonstrating, with made-up people
"""
