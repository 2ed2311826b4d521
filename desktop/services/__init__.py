"""The verbs of the office: one function each, the only place where transactions begin.

`upkeep` makes, checks, copies books · `catalogue` reads units and standards · `reading` takes in
lists · `registering` finds households · `reviewing` opens rounds and saves sheets · `overview` tells
where the round stands · `reporting` prints papers · `exchanging` seals packages, `examining` looks
at them, `receiving` takes them in · `exporting` writes CSV · `demonstrating` plays a whole season.
They take the book first, time and name by keyword.
"""
