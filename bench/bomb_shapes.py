"""Shapes of hostile pages, and damage done to ordinary ones: what the fuzz tests and the set `bombs` feed to the reader of pages.

Everything is made from a name and a number, the same each time.
"""

import random
from collections.abc import Sequence

import msgspec


class Bomb(msgspec.Struct, frozen=True):
    """A shape: `unit` is repeated between `head` and `tail` until the page has a size; "{n}" in it counts."""

    name: str
    unit: str
    head: str = ""
    tail: str = ""

    def page(self, size: int) -> bytes:
        """Return a page of about so many bytes."""
        if "{n}" in self.unit:
            first = len(self.unit.replace("{n}", "12345"))
            body = "".join(self.unit.replace("{n}", str(n)) for n in range(max(1, size // first)))
        else:
            body = self.unit * max(1, size // len(self.unit.encode("utf-8", "surrogateescape")))
        return f"<!doctype html>{self.head}{body}{self.tail}".encode("utf-8", "surrogateescape")


_LD = '<script type="application/ld+json">'
_P = "<p>The mayor of Orvaal said on Thursday that twelve people were hurt in the market quarter.</p>"

BOMBS: tuple[Bomb, ...] = (
    Bomb("depth: div", "<div>"),
    Bomb("depth: unknown elements", "<x{n}>"),
    Bomb("depth: formatting", "<b><i><u>"),
    Bomb("depth: fonts of all colours", "<font color=c{n}>"),
    Bomb("depth: formatting misnested", "<b><p></b><i></p>"),
    Bomb("depth: tables", "<table><tr><td>"),
    Bomb("depth: tables in no cell", "<table>"),
    Bomb("depth: lists", "<ul><li>"),
    Bomb("depth: definition lists", "<dl><dd>"),
    Bomb("depth: quotations", "<blockquote>"),
    Bomb("depth: svg", "<svg><g>"),
    Bomb("depth: math", "<math><mrow>"),
    Bomb("depth: foreign and back", "<svg><foreignObject><div>"),
    Bomb("depth: templates", "<template>"),
    Bomb("depth: forms", "<form><div>"),
    Bomb("depth: ruby", "<ruby><rt>"),
    Bomb("depth: select", "<select><option>"),
    Bomb("depth: spans with moments", "<span data-time=2031-05-14T10:00Z>x"),
    Bomb("depth: spans that hide nothing", "<span class=a style='color:red'>x"),
    Bomb("depth: time", "<time datetime=2031-05-14T10:00Z>x"),
    Bomb("depth: authors", "<span class=author>x"),
    Bomb("depth: advertisements", "<span class=ad>x"),
    Bomb("depth: links", "<a href=/x>x"),
    Bomb("depth: four hundred, again and again", "<i>" * 400 + "x" + "</i>" * 400),
    Bomb("attributes: many", " a{n}=1", "<p", ">x"),
    Bomb("attributes: many without value", " a{n}", "<p", ">x"),
    Bomb("attributes: 390 in every tag", "<p " + " ".join(f"a{n}" for n in range(390)) + ">x"),
    Bomb("attributes: one long value", "word ", "<p title='", "'>x"),
    Bomb("attributes: class of many words", "c{n} ", "<p class='", "'>x"),
    Bomb("attributes: class of many words, each an element", "<p class='ad{n} x{n} y{n}'>x"),
    Bomb("attributes: style of many rules", "color:red;", "<p style='", "'>x"),
    Bomb("attributes: style of blanks", " ", "<p style='display:", "x'>x"),
    Bomb("attributes: ids", f"<div id=i{{n}}>{_P}</div>"),
    Bomb("entities", "&amp;&lt;&#x41;", "<p>"),
    Bomb("entities: without end", "&", "<p>"),
    Bomb("entities: long numbers", "&#x0000000041;", "<p>"),
    Bomb("comments: open", "<!--"),
    Bomb("comments: dashes", "-", "<!--"),
    Bomb("comments: many", "<!-- x -->"),
    Bomb("processing instructions", "<?xml x?>"),
    Bomb("CDATA", "<![CDATA[x]]>", "<svg>"),
    Bomb("doctypes", "<!doctype html>"),
    Bomb("scripts: open", "<script>"),
    Bomb("scripts: many", "<script>x</script>"),
    Bomb("text areas: open", "<textarea>x"),
    Bomb("plain text", "<plaintext>x"),
    Bomb("style: rules", ".c{n}{display:none}", "<head><style>", f"</style></head>{_P}"),
    Bomb("style: open braces", "a{", "<head><style>", f"</style></head>{_P}"),
    Bomb("style: open comments", "/*", "<head><style>", f"</style></head>{_P}"),
    Bomb("style: stars", "/***", "<head><style>", f"</style></head>{_P}"),
    Bomb("JSON-LD: depth", "[", f"{_LD}", f"</script>{_P}"),
    Bomb("JSON-LD: depth of graphs", '{"@graph":', f"{_LD}", f"</script>{_P}"),
    Bomb("JSON-LD: a number", "1", f"{_LD}", f"</script>{_P}"),
    Bomb("JSON-LD: many scripts", f'{_LD}{{"@type":"NewsArticle","headline":"x"}}</script>'),
    Bomb("JSON-LD: many updates", '{"datePublished":"2031-05-14T10:00Z","headline":"h{n}","articleBody":"Shells fell, {n}."},',
         f'{_LD}{{"@type":"LiveBlogPosting","liveBlogUpdate":[', f'{{"headline":"x"}}]}}</script>{_P}'),
    Bomb("JSON-LD: one long text", "Shells fell. ", f'{_LD}{{"@type":"NewsArticle","articleBody":"', '"}</script>'),
    Bomb("JSON-LD: tags in a text", "<", f'{_LD}{{"@type":"NewsArticle","articleBody":"', '"}</script>'),
    Bomb("titles", "<title>x{n}</title><h1>x{n}</h1>"),
    Bomb("metas", "<meta property=og:title content=x{n}>"),
    Bomb("articles, each with a title", f"<article><h1>Title {{n}}</h1>{_P}</article>", "<title>Title 0</title>"),
    Bomb("cards", f"<div><h3><a href=/{{n}}>More of it</a></h3>{_P}</div>"),
    Bomb("updates by their dates", f"<section><time datetime=2031-05-14T10:00Z>x</time>{_P}</section>"),
    Bomb("comments of readers", "<li class=comment><p>Go home all of you.</p>", "<ol class=comments>"),
    Bomb("posts", "<blockquote class=twitter-tweet><p>Fire</p>&mdash; Ada (@ada) <a>May 5, 2031</a></blockquote>"),
    Bomb("signatures", "<blockquote>x<cite>y</cite></blockquote>"),
    Bomb("one row of many cells", "<td>x", "<table><tr>"),
    Bomb("lines", "x<br>"),
    Bomb("blank lines", "<br>"),
    Bomb("lines of preformatted text", "x\n", "<pre>"),
    Bomb("one long word", "x", "<p>"),
    Bomb("clock times", "<p>10:42</p>"),
    Bomb("dates", "<p>May 5, 2031</p>"),
    Bomb("years", "2031 ", "<p>"),
    Bomb("NUL", "\0", "<p>"),
    Bomb("bytes that are no UTF-8", "\udcff\udcfe", "<p>"),
    Bomb("invisible characters", "\u200b\u202e\u2066", "<p>"),
)  # fmt: skip
"""All shapes; names are unique."""

_TOKENS = (
    "<div>", "</div>", "<p>", "<table>", "<tr>", "<td>", "<b>", "</b>", "<a href=/x>", "<!--", "-->", "<script>", "</script>",
    "<style>", "<svg>", "<template>", "<time datetime=", "<article>", "</article>", "<h1>", "<blockquote>", "<li class=comment>",
    "&#0;", "&#x110000;", "&nosuch;", "\0", "\ufeff", "\u202e", "\ud83d", "]]>", "<![CDATA[", "<plaintext>", "<frameset>",
    '"', "'", ">", "<", "=", "{", "}", "[", "2031-13-45T99:99", "99999999999999999999", "=" * 50, "(" * 50,
)  # fmt: skip


def damaged(pages: Sequence[bytes], number: int) -> bytes:
    """Return one of some pages with one to six injuries, the same for the same number: cut, doubled, shuffled, joined, flipped."""
    dice = random.Random(number)  # noqa: S311 - no secret is made
    data = bytearray(dice.choice(pages))
    for _ in range(dice.randint(1, 6)):
        dice.choice(_INJURIES)(data, dice, pages)
    return bytes(data)


def _flip(data: bytearray, dice: random.Random, _pages: Sequence[bytes]) -> None:
    for _ in range(dice.randint(1, 30)):
        if data:
            data[dice.randrange(len(data))] = dice.randrange(256)


def _cut(data: bytearray, dice: random.Random, _pages: Sequence[bytes]) -> None:
    at = dice.randrange(len(data) + 1)
    del data[at : at + dice.choice((1, 10, 200, 2000))]


def _end(data: bytearray, dice: random.Random, _pages: Sequence[bytes]) -> None:
    del data[dice.randrange(len(data) + 1) :]


def _double(data: bytearray, dice: random.Random, _pages: Sequence[bytes]) -> None:
    at = dice.randrange(len(data) + 1)
    data[at:at] = data[at : at + dice.choice((5, 50, 500))] * dice.choice((1, 2, 20))


def _token(data: bytearray, dice: random.Random, _pages: Sequence[bytes]) -> None:
    for _ in range(dice.randint(1, 10)):
        at = dice.randrange(len(data) + 1)
        data[at:at] = dice.choice(_TOKENS).encode("utf-8", "surrogatepass") * dice.choice((1, 1, 1, 40))


def _join(data: bytearray, dice: random.Random, pages: Sequence[bytes]) -> None:
    other = dice.choice(pages)
    data[dice.randrange(len(data) + 1) :] = other[dice.randrange(len(other)) :]


def _shuffle(data: bytearray, dice: random.Random, _pages: Sequence[bytes]) -> None:
    """Put the tags into another order."""
    parts = bytes(data).split(b"<")
    at = dice.randrange(len(parts))
    some = parts[at : at + 40]
    dice.shuffle(some)
    parts[at : at + 40] = some
    data[:] = b"<".join(parts)


def _unclose(data: bytearray, dice: random.Random, _pages: Sequence[bytes]) -> None:
    """Take away every end tag of one kind."""
    data[:] = bytes(data).replace(dice.choice((b"</p>", b"</div>", b"</a>", b"</script>", b"</article>", b'"')), b"")


_INJURIES = (_flip, _cut, _end, _double, _token, _join, _shuffle, _unclose)
