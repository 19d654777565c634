"""Activities out of a document that was read: what is the plan in it, and what each of its rows says.

A *plan* is a table (or a list) whose rows are activities. A *column* plays a *role*: it holds one field of an activity.
A *section* is a heading row or a heading above the plan. A *sub-row* hangs on a *parent* row. What a roadmap says of
itself (title, territory, period, day of approval) is its *passport*.

Every choice is a list of small heuristics that answer or abstain; the order of the list is the policy. The words that
they look for stand in `vocabulary.toml`.
"""
