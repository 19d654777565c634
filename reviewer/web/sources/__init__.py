"""The source beside a finding: the page with boxes round the quoted row, or its table redrawn with the words marked.

A *source view* is what a page of the workplace needs to show it. It knows no web framework; the files that it is made of
are not trusted, so it is made in the bounded child processes that read them.
"""
