"""From review to plan (KH107, law.md §8): what is needed, set, done, checked and told.

needing counts needs of the poor and near-poor and lists who has them (need_words names them) · measuring plans and records
measures for households, following tells what became of deprivations with and without them,
measure_kinds keeps the list of kinds, escapes registers who is to leave poverty,
carrying moves what was done to the record that stays when two become one, measure_words says a
measure in one line · goals keeps goals and judges them year by year (goal_words says them,
goal_board puts all of them on one board), apportioning
spreads what must be reached over villages or communes · tasks keeps tasks, their groups and how far
they are (task_groups, records of the plan put back by records), attaching their evidence (unzipping), visits the checks · accounting counts an account,
account_lines its lines, account_flat names
each number, account_names says those names · account_words says it, account_results and account_work
its parts of account_pieces, accounts keeps what the official writes, account_desk reads what the page shows, account_report makes its papers,
plan_report those of plan and measures, needs_report those of needs, plan_papers what these share · sending_plan packs the plan for the office above,
taking_plan looks at one that came and takes it in, plan_known keeps what was heard of those below
(plan_state gathers a plan, plan_trust reads one, plan_moves tells what it changes, plan_answer answers),
course says who is on course, behind or silent (course_words says it, course_report prints it),
passing hands tasks from above on to those below, plan_due tells what of the own plan is due · plan_tables makes tables of plans for other tools.
"""
