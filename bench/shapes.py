"""Shapes that make careless code slow: each is a unit to be repeated, shared by the growth bench and the tests."""

TEXT_SHAPES: list[tuple[str, str]] = [
    # texts that make a careless pattern slow: each is a unit to be repeated
    ("blank lines", "\n"),
    ("one letter", "a"),
    ("capitals", "A "),
    ("digits", "1"),
    ("years", "2031 "),
    ("months", "May 5, "),
    ("brackets", "("),
    ("open brackets with words", "(a"),
    ("quotation marks", "“words "),
    ("datelines", "LESK, "),
    ("stamps", "10:42 Army\n"),
    ("short lines", "ab\n"),
    ("capital lines", "ABCDE FGHIJ KLMNO PQRST UVWXY\n\n"),
    ("credits", "The man stands. (Photo: X) "),
    ("posts", "Oh. pic.twitter.com/a Ada (ada) July 27 2031 "),
    ("commenters", "Ada says:\n\nwords of mine\n\n"),
    ("controls", "\x00\x1b"),
]
"""Texts: why, and the unit."""

SCAN_SHAPES: list[str] = [
    "<div>", "<!--", "<!-", "<a '", '<a "', "<a ='", "<a b='>", "<script>", "</script", "<script", "<", "<<", "&", "<a ",
     "=", "<p a=1>", "<title><", "<x\0", "\x80<a"
]  # fmt: skip
"""Bytes for the scan before the HTML parser."""

FIRST = "The mayor of Orvaal said on Thursday that twelve people were hurt in the market quarter."

PAGE_SHAPES: list[tuple[str, str]] = [
    ("", f"<p>{FIRST}"),
    ("<table><tr>", "<td>x"),  # one row, many cells
    ("<table><tr>", "<td>x<br>y"),
    ("", "x<br>"),
    ("<pre>", "x\n"),
    ("", "<blockquote>x<cite>y</cite></blockquote>"),
    ("<ol class=comments>", "<li class=comment><p>Go home all of you.</p>"),
    ("", f"<section><time datetime=2021-03-04T10:00Z>x</time><p>{FIRST}</p></section>"),
    ("", f"<div id=a><h3><a href=/x>More</a></h3><p>{FIRST}</p></div>"),
    ("<span class=ad>" * 300, "word "),
]
"""Pages: what opens them, and the unit."""
