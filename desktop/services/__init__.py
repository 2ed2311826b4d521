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
procedures     case_records reads the cases, case_doubts asks whether one can be opened, proceeding
               leads them through their steps, deciding writes what the chairman signs,
               correcting puts right what was recorded,
               calendaring counts working days and report dates
               · paper_plan says which papers a case has, papering writes them, paper_records lays them out,
               certificate_records the certificates, survey_records those of income surveys; wording says what of them the office may word
               · monthly counts what in-year decisions made of households
figures        balancing balances the register of a round and names who breaks it, event_settling
               records what was keyed without events · counting makes the figures of 7.1–7.10, ethnic_columns says whom 7.9 tells apart · checking tells what can be checked of them ·
               reporting lays papers out and writes them, report_parts says who makes them and whom they list · exporting writes CSV
               · sealing_papers keeps what papers said under the code at their foot
               · progressing sets the poor rate against the plan, with years before the book,
               in the words of progress_words; progress_report lays it out on one page
packages out   exchanging: cards, sealing, history · class_sums adds up what a card shows · onward packs
               what an office between has taken in for the office above it · answering: what a receipt says of reports
               and households, hearing notes it and settles remarks, offering holds its opinion ready for the procedure
packages in    looking glances, examining checks and plans, sources knows which communes a report speaks for, bringing reads the standard that a
               report rests on or brings, foreseeing says it in households,
               judging decides in the window, receiving writes in one transaction and answers,
               comparing holds both sides' sums together · taken says what became of a file, receipting writes
               receipts, keeps remarks and tells whom one is owed, saying reads them beside a package;
               handing_minutes prints the hand-over for both signatures
               · archiving keeps packages as they came, going_back takes an earlier one in again
sent down      sending_down packs an upper office's standards, days and words for those below, bringing_down
               shows, applies and takes back such a pack, down_plan sets it against the book, down_items knows
               each thing of it, taking_down applies it among the files of a folder; down_plans knows its goals and
               tasks, down_words says them, down_offer counts them and finds what is odd before they go
               · merged_communes keeps dated facts of old communes
handed over    handing_over gives a household to the commune it moved to, handed_seen looks at one that
               comes, taking_over receives or refuses it, handed_answer notes the receipt, came_along tells
               what another commune knew of it, standing_twice whom of it the register knows already
two PCs        lending says who has a village and stops deeds on lent ones, partnering trusts the other
               PC's card, sharing hands villages out and sends them home, share_records gathers what goes
               along, share_taking looks and takes in, share_plan says what that would do, share_handed
               is the second PC's side, share_answers the receipts
letters        mailing keeps the outbox and says what became of a letter, mail_settings the account,
               fetching keeps what the mail box held, arriving unfolds letters and joins parts
               · sticks knows what lies on a stick for us, and whether there is room on it
the upper desk reported tells who has reported, in time or late; counting keeps figures of communes;
               gathering: what the received come to · upper_board compares communes with last year,
               says who stands out, and makes the page of one
               · across settles pairs of two communes by a remark to both, provisional lays papers
               out over all that came, accepted or not
from review to plan  planning: needs, measures, goals, tasks, checks, accounts, and their way up
a whole season demonstrating, with made-up people
"""
