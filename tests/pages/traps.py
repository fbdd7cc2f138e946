"""Made-up pages with traps: hidden words, the story twice, the next story below, front pages, endless menus, boxes between paragraphs."""

from tests.pages.furniture import bare_menu, foot, links_box, menu, meta, newsletter, paras, share, teasers
from tests.pages.page import Page, document
from tests.pages.stories import story

_LIE = "Nine hundred soldiers were killed in the town on Monday, the ministry has confirmed to this paper."


def hidden_words() -> list[Page]:
    """Words that no reader sees: by attributes, by inline style, by a style sheet, white on white, off the screen, in alt texts."""
    ways = [
        (
            '<p style="display: none">{}</p>',
            "<div hidden><p>{}</p></div>",
            '<p aria-hidden="true" style="font-size:0">{}</p>',
            "",
        ),
        (
            '<p style="color:#fff;background:#ffffff">{}</p>',
            '<div style="position:absolute; left:-9999px"><p>{}</p></div>',
            '<span style="opacity:0">{}</span>',
            "",
        ),
        (
            '<p class="x7">{}</p>',
            '<div id="ghost"><p>{}</p></div>',
            '<p class="y9">{}</p>',
            ".x7{display:none}#ghost { visibility: hidden; } .y9, .y8 {height:0;overflow:hidden} .story p{color:black}",
        ),
        (
            '<img src=a.jpg alt="{0}" title="{0}">',
            "<noscript><p>{}</p></noscript>",
            '<template><p>{}</p></template><p style="text-indent:-10000px">{}</p>'.replace("{}", "{0}"),
            "",
        ),
    ]
    pages = []
    for n, (one, two, three, sheet) in enumerate(ways):
        s = story(n + 84)
        p = Page(f"hidden-{n}", published=f"{s.day}T06:00:00Z", author=s.author)
        lines = s.paragraphs
        text = f"<h1>{p.title(s.title)}</h1>{one.format(_LIE)}{paras(p, lines[:2])}{two.format(_LIE)}{paras(p, lines[2:4])}{three.format(_LIE)}{paras(p, lines[4:6])}"
        p.html = document(
            meta(s, time=f"{s.day}T06:00:00Z") + f"<style>{sheet}</style>",
            f"{menu()}<main class=story><article>{text}</article></main>{foot(s)}",
        )
        pages.append(p)
    return pages


def twice() -> list[Page]:
    """The story twice in the page, for small and for large screens."""
    pages = []
    for n in range(2):
        s = story(n + 88)
        p = Page(f"twice-{n}", published=f"{s.day}T06:00:00Z", author=s.author)
        one = f"<h1>{p.title(s.title)}</h1>{paras(p, s.paragraphs[:5])}"
        again = one if n else one.replace("h1>", "h2>")
        p.html = document(
            meta(s, time=f"{s.day}T06:00:00Z"),
            f'{menu()}<div class="desktop-only story-a">{one}</div><div class="mobile-only story-b">{again}</div>{foot(s)}',
        )
        pages.append(p)
    return pages


def next_story() -> list[Page]:
    """Pages that go on with the next story below this one."""
    pages = []
    for n in range(3):
        s, other = story(n + 90), story(n + 95)
        at = f"{s.day}T06:00:00+00:00"
        p = Page(f"next-story-{n}", published=at, author=s.author)
        this = f"<h1>{p.title(s.title)}</h1><time datetime='{at}'>{s.day}</time>{paras(p, s.paragraphs[:6])}"
        below = f"<h1>{other.title}</h1><time datetime='{other.day}T06:00:00+00:00'>{other.day}</time>" + "".join(
            f"<p>{line}</p>" for line in other.paragraphs[: (3, 6, 8)[n]]
        )
        link = "<link rel=canonical href='https://post.invalid/this'>"
        frames = (
            f"<article data-url='/this'>{this}</article><article data-url='/that'>{below}</article>",
            f"<article class=story data-url='https://post.invalid/this'>{this}</article><div class=infinite-scroll-next><article class=story data-url='https://post.invalid/that'>{below}</article></div>",
            f"<main><article id=a1>{this}{share()}</article><hr><article id=a2>{below}{share()}</article></main>",
        )[n]
        p.html = document(meta(s, time=at) + link, f"{menu()}{frames}{foot(s)}")
        pages.append(p)
    return pages


def front_pages() -> list[Page]:
    """Pages that hold no report but the beginnings of many: their headlines and teasers are what they say."""
    pages = []
    for n in range(2):
        s = story(n + 97)
        p = Page(f"front-{n}", published=None)
        p.title(s.outlet)
        cards = []
        for k in range(5):
            other = story(n + 100 + k)
            headline, teaser = p.head(other.title), p.body(other.paragraphs[0])
            cards.append(
                (f'<article class="teaser"><h2><a href="/n/{k}">{headline}</a></h2><p>{teaser}</p></article>',
                 f'<div class="story-card"><h3><a href="/n/{k}">{headline}</a></h3><div class="summary">{teaser}</div></div>')[n]
            )  # fmt: skip
        p.html = document(f"<title>{s.outlet}</title>", f"{menu()}<main>{''.join(cards)}</main>{foot(s)}")
        pages.append(p)
    return pages


def endless_menus() -> list[Page]:
    """Menus with more words than the story, one of them without any telling name."""
    pages = []
    for n in range(2):
        s = story(n + 102)
        p = Page(f"menus-{n}", published=f"{s.day}T06:00:00Z", author=s.author)
        links = "".join(
            f'<li><a href="/s/{k}">Section {k} with all the news from the districts and the coast</a></li>'
            for k in range(60)
        )
        bar = f"<nav class='mega'><ul>{links}</ul></nav>" if n else f"<div class=zq><ul class=zr>{links}</ul></div>"
        p.html = document(
            meta(s, time=f"{s.day}T06:00:00Z"),
            f"{bar}<div class=zt><h1>{p.title(s.title)}</h1>{paras(p, s.paragraphs[:4])}</div>{bar}{foot(s)}",
        )
        pages.append(p)
    return pages


def boxes() -> list[Page]:
    """Between the paragraphs: pull quotes that repeat, teasers, a newsletter, a box of facts, an editor's note, a correction."""
    pages = []
    for n in range(4):
        s = story(n + 104)
        p = Page(f"boxes-{n}", published=f"{s.day}T06:00:00Z", author=s.author)
        lines = s.paragraphs
        title, one = p.title(s.title), paras(p, lines[:2])
        box = (
            f'<aside class="pullquote"><p>{lines[1]}</p></aside>',
            '<div class="inline-related"><span>Read more:</span> <a href="/a">Ferry service to the islands resumes</a></div>',
            f'<p><strong>READ MORE: <a href="/a">{s.others[0]}</a></strong></p>',
            newsletter(),
        )[n]
        two = paras(p, lines[2:4])
        facts = (
            f'<div class="fact-box"><h3>{p.head("The front in figures")}</h3><ul><li>{p.item("Fourteen villages changed hands since March.")}</li><li>{p.item("Some 9,000 people have left the valley.")}</li></ul></div>'
            if n in {0, 3}
            else ""
        )
        three = paras(p, lines[4:6])
        note = (
            f"<p><em>{p.body('Correction: an earlier version of this story gave the wrong day for the strike on the mill.')}</em></p>"
            if n == 1
            else ""
        )
        author_box = f'<div class="author-bio"><p>{s.author} has reported from the valley since 2024 and writes about war and water.</p></div>'
        p.html = document(
            meta(s, time=f"{s.day}T06:00:00Z"),
            f'{menu()}<article class="story"><h1>{title}</h1><p class="byline">By <a rel="author" href="/a">{s.author}</a></p>{one}{box}{two}{facts}{three}{note}{author_box}</article>{teasers(s, "You may also like")}{foot(s)}',
        )
        pages.append(p)
    return pages


def pictures() -> list[Page]:
    """Quotations and captions: galleries, credits beside captions, a quotation with its speaker named below."""
    pages = []
    for n in range(3):
        s = story(n + 108)
        p = Page(f"pictures-{n}", published=f"{s.day}T06:00:00Z", author=s.author)
        lines = s.paragraphs
        title = f"<h1>{p.title(s.title)}</h1>"
        first = (
            lambda p=p, s=s: f'<figure><img src=a alt="x"><figcaption>{p.caption(s.caption)} <span class="credit">Photo: I. Marrow/Northline</span></figcaption></figure>',
            lambda p=p, s=s: f'<div class="image"><img src=a><div class="caption">{p.caption(s.caption)}</div><div class="photo-credit">I. Marrow</div></div>',
            lambda p=p, s=s: f'<div class="gallery"><figure><img src=a><figcaption>{p.caption(s.caption)}</figcaption></figure><figure><img src=b><figcaption>{p.caption("Volunteers hand out bread on Mill Street at noon.")}</figcaption></figure></div>',
        )[n]()  # fmt: skip
        one = paras(p, lines[:3])
        quote = (
            lambda p=p, s=s: f"<blockquote>{p.quote(s.said)}</blockquote>",
            lambda p=p, s=s: f"<blockquote><p>{p.quote(s.said, 'Sela Quist, mayor')}</p><footer>— Sela Quist, mayor</footer></blockquote>",
            lambda p=p, s=s: f"<blockquote class=big><p>{p.quote(s.said)}</p><p>{p.quote('We want to know it before the winter.')}</p></blockquote>",
        )[n]()  # fmt: skip
        p.html = document(
            meta(s, time=f"{s.day}T06:00:00Z"),
            f"{bare_menu(s)}<div class=story>{title}{first}{one}{quote}{paras(p, lines[3:6])}</div>{links_box(s)}{foot(s)}",
        )
        pages.append(p)
    return pages


def explainers() -> list[Page]:
    """Questions as headings with answers below, and a daily round-up with the places as headings."""
    pages = []
    for n in (1, 2):
        s = story(n + 111)
        p = Page(f"explainer-{n}", published=f"{s.day}T06:00:00Z", author=s.author)
        title = f"<h1>{p.title(s.title)}</h1>{paras(p, s.paragraphs[:1])}"
        heads = (
            ("Who holds the town?", "What do the sides say?"),
            ("Upper Vale", "Marsh Province"),
            ("1. The bridge", "2. The mill"),
        )[n]
        parts = []
        for k, heading in enumerate(heads):
            tag = "h2" if n != 1 else "h4"
            h = f"<{tag}>{p.head(heading)}</{tag}>" if n != 2 else f"<p><strong>{p.head(heading)}</strong></p>"
            parts.append(h + paras(p, s.paragraphs[1 + 3 * k : 4 + 3 * k]))
        p.html = document(
            meta(s, time=f"{s.day}T06:00:00Z"),
            f"{menu()}<main><div class='rich-text'>{title}{''.join(parts)}</div></main>{teasers(s)}{foot(s)}",
        )
        pages.append(p)
    return pages
