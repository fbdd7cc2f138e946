"""Small feeds, OPML files and sitemaps of every kind, and mutations of them."""

import random

FEEDS: dict[str, bytes] = {
    "rss": b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Sample</title><link>http://news.sample.org/</link>
<item><title>Title</title><link>/a</link><guid isPermaLink="false">1</guid><pubDate>Tue, 13 May 2031 09:00:00 +0200</pubDate>
<description><![CDATA[<p>SAMPLE.</p>]]></description></item><item><title>B</title><link>http://news.sample.org/b</link></item></channel></rss>""",
    "atom": b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Sample</title><entry><title>A</title><id>urn:1</id>
<link rel="alternate" href="/a"/><published>2031-05-13T09:00:00+02:00</published><updated>2031-05-13T10:00:00+02:00</updated>
<content type="html">&lt;p&gt;SAMPLE.&lt;/p&gt;</content></entry></feed>""",
    "rdf": b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Sample</title></channel><item rdf:about="http://news.sample.org/a">
<title>A</title><link>http://news.sample.org/a</link><dc:date>2031-05-13T09:00:00Z</dc:date></item></rdf:RDF>""",
    "json": b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Sample", "items": [{"id": "1", "url": "/a", "title": "A",
"date_published": "2031-05-13T09:00:00Z"}, {"id": "http://news.sample.org/b", "content_text": "SAMPLE."}, 7]}""",
    "opml": b"""<opml version="2.0"><head><title>Sample</title></head><body><outline text="All">
<outline text="A" type="rss" xmlUrl="/feed"/></outline><outline text="B" xmlUrl="http://news.sample.org/other"/></body></opml>""",
    "sitemap": b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://news.sample.org/a</loc>
<lastmod>2031-05-13</lastmod></url><url><loc>http://news.sample.org/b</loc></url></urlset>""",
    "index": b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>http://news.sample.org/map</loc>
<lastmod>2031-05-13</lastmod></sitemap></sitemapindex>""",
}  # fmt: skip
_PIECES = (
    b"<",
    b">",
    b"&",
    b"]]>",
    b"<![CDATA[",
    b"\0",
    b"\xff",
    b'"',
    b"<link>",
    b"</item>",
    b"<entry>",
    b"&#x110000;",
    b"xmlns:",
    b"{",
    b"[",
)


def mutated(chance: random.Random) -> bytes:
    """Return one of the feeds with a few bytes changed, cut out, put in, or repeated."""
    data = bytearray(chance.choice(list(FEEDS.values())))
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) or 1)
        upto = min(len(data), at + chance.randint(1, 40))
        match chance.randrange(5):
            case 0:
                data[at:upto] = chance.randbytes(upto - at)
            case 1:
                del data[at:upto]
            case 2:
                data[at:at] = chance.choice(_PIECES)
            case 3:
                data[at:at] = data[at:upto] * chance.randint(1, 20)
            case _:
                other = chance.choice(list(FEEDS.values()))
                data[at:at] = other[: chance.randrange(len(other))]
    return bytes(data)
