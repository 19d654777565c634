"""Reviews of municipal school-improvement roadmaps.

The words used throughout, and no others:

roadmap
    One submitted document: «дорожная карта», план мероприятий.
section
    A heading row that spans the table, or a heading above a table or a list.
activity
    One planned thing: a row, a sub-row or a list item of a roadmap.
fact
    What was understood of an activity: its deadline, its labels, the kind of its outcome.
signal
    A rule that labels one activity, with the words that made it so.
parameter
    A rule that measures signals over one roadmap and grades the measure in buckets.
verdict
    What a parameter says of one municipality, with its evidence.
statement
    What a parameter says of the region: how many municipalities, of how many, and which.
"""

__version__ = "0.1.0"
