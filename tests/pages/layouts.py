"""Made-up pages in old and odd layouts: tables for columns, print versions, AMP, parts of a long story, paywalls, consent walls."""

from tests.pages.furniture import bare_menu, consent, foot, links_box, menu, meta, newsletter, paras, share, teasers
from tests.pages.page import Page, document, script
from tests.pages.stories import story


def old_tables() -> list[Page]:
    """Layout by tables and <font>: a menu in the left cell, paragraphs made of <br><br>, no heading element."""
    pages = []
    for n in range(3):
        s = story(n + 65)
        p = Page(f"old-table-{n}", published=s.day)
        title = p.title(s.title)
        heading = (
            f"<h1>{title}</h1>",
            f'<font size="5"><b>{title}</b></font><br><br>',
            f'<h2 align="center">{title}</h2>',
        )[n]
        date = (
            f'<font size="1">{s.day}</font>',
            f'<font size="1">Published: {s.day}</font><br><br>',
            f"<i>{s.day}</i>",
        )[n]
        lines = s.paragraphs[:5]
        text = (
            "<br><br>\n".join(p.body(line) for line in lines)
            if n != 1
            else "\n<P>".join(p.body(line) for line in lines)
        )
        left = "<br>".join(
            f'<a href="{k}.htm">{o}</a>' for k, o in enumerate(("Home", "News", "Archive", "Guest book"))
        )
        right = f"<td width=120 valign=top><b>Links</b><br>{'<br>'.join(f'<a href={k}.html>{o}</a>' for k, o in enumerate(s.others))}</td>"
        main = f'<td valign="top"><font face="Verdana">{heading}{date}<p>{text}</p></font></td>'
        p.html = (
            f"<html><head><title>{s.title}</title></head><body bgcolor=white><!-- SAMPLE: invented -->"
            f"<table width=100% border=0><tr><td colspan=3><img src=logo.gif alt='{s.outlet}'></td></tr>"
            f"<tr><td width=100 valign=top>{left}</td>{main}{right if n else ''}</tr><tr><td colspan=3><hr><font size=1>Copyright 2031 {s.outlet}</font></td></tr></table></body></html>"
        )
        pages.append(p)
    return pages


def printed() -> list[Page]:
    """Print versions: "Printed from", the address, hardly any markup."""
    pages = []
    for n in range(2):
        s = story(n + 68)
        p = Page(f"print-{n}", published=s.day, author=s.author)
        top = f"<p>{s.outlet}</p><h1>{p.title(s.title)}</h1><p>By {s.author}</p><p>{s.day}</p>"
        text = paras(p, s.paragraphs[:6])
        end = f"<hr><p>Printed from: https://post.invalid/{s.day.replace('-', '/')}/story</p><p>© {s.outlet}</p>"
        wrap = f"<div id=print>{top}{text}{end}</div>" if n else top + text + end
        p.html = document(
            f"<title>{s.title} - Print</title><meta name=robots content=noindex>",
            f"<a href='javascript:window.print()'>Print this page</a>{wrap}",
        )
        pages.append(p)
    return pages


def amp() -> list[Page]:
    """AMP pages: amp-sidebar, amp-img, amp-ad, amp-consent, amp-social-share."""
    pages = []
    for n in (0, 2):
        s = story(n + 70)
        at = f"{s.day}T09:30:00+02:00"
        p = Page(f"amp-{n}", published=at, author=s.author)
        ld = script(
            [
                {
                    "@context": "http://schema.org",
                    "@type": "NewsArticle",
                    "headline": s.title,
                    "datePublished": at,
                    "author": {"@type": "Person", "name": s.author},
                }
            ]
        )
        bar = '<amp-sidebar id="sb" layout="nodisplay"><ul><li><a href=/>Home</a></li><li><a href=/war>War</a></li></ul><p>All the sections of our paper in one place, and the crossword.</p></amp-sidebar>'
        agree = '<amp-consent id="c" layout="nodisplay"><div class="consent-ui"><p>We use cookies and similar techniques to show you adverts that fit your interests.</p></div></amp-consent>'
        title = f"<h1>{p.title(s.title)}</h1>"
        fig = (
            f'<figure><amp-img src="a.jpg" width=4 height=3 layout="responsive" alt="Smoke"></amp-img><figcaption>{p.caption(s.caption)}</figcaption></figure>'
            if n != 1
            else ""
        )
        lines = s.paragraphs
        one = paras(p, lines[:3])
        ad = '<amp-ad width=300 height=250 type="doubleclick"><div fallback>Advertisement</div></amp-ad>'
        two = paras(p, lines[3:6])
        acc = (
            "<amp-accordion><section><h4>More on this story</h4><div><a href=/a>Ferry service to the islands resumes</a></div></section></amp-accordion>"
            if n == 2
            else ""
        )
        p.html = document(
            f"<title>{s.title}</title><link rel=canonical href='https://post.invalid/story-{n}'><style amp-boilerplate>body{{visibility:hidden}}</style>{ld}",
            f"{bar}{agree}{menu()}<main><article>{title}<p class=byline>By {s.author}</p>{fig}{one}{ad}{two}<amp-social-share type=email></amp-social-share></article>{acc}</main>{foot(s)}",
            attributes='amp lang="en"',
        )
        pages.append(p)
    return pages


def paginated() -> list[Page]:
    """One part of a long story, with links to the others."""
    pages = []
    for n in range(2):
        s = story(n + 73)
        p = Page(f"paginated-{n}", published=f"{s.day}T03:00:00Z", author=s.author)
        title = f"<h1>{p.title(s.title)}</h1>"
        text = paras(p, s.paragraphs[n : n + 5])
        links = (
            '<div class="pagination">Pages: <a href="?p=1">1</a> <span class=current>2</span> <a href="?p=3">3</a></div>',
            '<p class="page-links"><a href="?p=1">« Previous page</a> Page 2 of 3 <a href="?p=3">Next page »</a></p>',
        )[n]
        p.html = document(
            meta(s, time=f"{s.day}T03:00:00Z"),
            f"{bare_menu(s)}<div class='article-wrap'><div class=article-text>{title}<div class=by>By {s.author}</div>{text}{links}</div></div>{teasers(s)}{foot(s)}",
        )
        pages.append(p)
    return pages


def paywalls() -> list[Page]:
    """Stubs: two paragraphs, then an offer; the rest is not on the page, or only fades away."""
    pages = []
    for n in range(3):
        s = story(n + 75)
        at = f"{s.day}T04:00:00+00:00"
        p = Page(f"paywall-{n}", published=at, author=s.author)
        title = f"<h1>{p.title(s.title)}</h1>"
        text = paras(p, s.paragraphs[: 2 + n])
        offer = (
            '<div class="paywall"><h2>Keep reading for 1 crown</h2><p>You have read your three free stories this month. Subscribe to read on, and cancel whenever you like.</p><button>Subscribe</button></div>',
            '<div class="article-paywall-overlay" role="dialog"><p>This story is for subscribers. Already have an account with us? Log in to go on reading.</p></div>',
            '<div class="subscribe-wall"><p>To read the whole story, start your free month today; afterwards nine crowns a month.</p><ul><li>All stories without limit</li><li>The crossword, every day</li></ul></div>',
        )[n]
        ld = script(
            {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "isAccessibleForFree": False,
                "headline": s.title,
                "datePublished": at,
            }
        )
        p.html = document(
            meta(s, time=at) + ld,
            f"{menu()}<main><article>{title}{text}{offer}</article></main>{newsletter()}{foot(s)}",
        )
        pages.append(p)
    return pages


def consent_walls() -> list[Page]:
    """Consent asked at length before the story, with more words than the story has."""
    pages = []
    for n in range(2):
        s = story(n + 78)
        p = Page(f"consent-{n}", published=f"{s.day}T06:00:00Z", author=s.author)
        purposes = "".join(
            f"<li><h4>Purpose {k}</h4><p>Partners can use this to build a picture of you from what you read here, and to sell it on to others who asked for it.</p></li>"
            for k in range(1, 9)
        )
        wall = (
            f'<div id="onetrust-consent-sdk"><div class="otPcCenter" role="dialog"><h2>Your privacy</h2><p>We process your data.</p><ul>{purposes}</ul></div></div>',
            f'<div class="cmp-container gdpr-wall"><h2>Before you go on</h2><ul>{purposes}</ul></div>',
        )[n]
        title = f"<h1>{p.title(s.title)}</h1>"
        article = (
            f'<div class="story-body">{title}{paras(p, s.paragraphs[:5])}</div>'
            if n
            else f"<article>{title}{paras(p, s.paragraphs[:5])}</article>"
        )
        p.html = document(meta(s, time=f"{s.day}T06:00:00Z"), f"{wall}{menu()}{article}{foot(s)}")
        pages.append(p)
    return pages


def newsrooms() -> list[Page]:
    """Big newsrooms' own systems: hashed class names, components in components, promotional blocks between paragraphs."""
    pages = []
    for n in range(4):
        s = story(n + 80)
        at = f"{s.day}T1{n}:05:00.000Z"
        p = Page(f"newsroom-{n}", published=at.replace(".000", ""), author=s.author)
        lines = s.paragraphs
        title = f'<h1 class="sc-518485e5-0 bWszMR">{p.title(s.title)}</h1>'
        by = f'<div data-component="byline-block"><div class="sc-2b5e3b35-7"><span>{s.author}</span><span>Reporting from {s.town}</span></div></div>'
        stamp = f'<time datetime="{at}">3 hours ago</time>'
        fig = (
            f'<figure><div data-component="image-block"><img src=x.webp alt="Rescuers"/><span class="sc-a34861b-0" role="text">Getty</span></div><div data-component="caption-block"><figcaption>{p.caption(s.caption)}</figcaption></div></figure>'
            if n in {0, 2}
            else ""
        )
        wrap = '<div data-component="text-block" class="sc-18fde0d6-0"><p class="sc-eb7bd5f6-0">{}</p></div>'
        one = "".join(wrap.format(p.body(line)) for line in lines[:3])
        promo = (
            '<div data-component="links-block"><ul><li><a href="/a">Ferry service to the islands resumes</a></li><li><a href="/b">Storm takes roofs off in the north</a></li></ul></div>',
            '<div class="css-q1 promo"><p>Follow our channel for the latest, and tell us what you think of it.</p></div>',
            f'<aside aria-label="Also on"><h3>Also on {s.outlet}</h3><a href="/a"><p>Storm takes roofs off in the north and leaves many without light</p></a></aside>',
            newsletter(),
        )[n]
        sub = (
            f'<div data-component="subheadline-block"><h2>{p.head("“We heard it at six”")}</h2></div>' if n % 2 else ""
        )
        two = "".join(wrap.format(p.body(line)) for line in lines[3:7])
        tags = '<section data-component="tag-list"><ul class="tags"><li><a href=/t/war>War</a></li><li><a href=/t/vale>Vale</a></li></ul></section>'
        ld = script(
            {
                "@context": "https://schema.org",
                "@type": "ReportageNewsArticle",
                "headline": s.title,
                "datePublished": at,
                "publisher": {"@type": "NewsMediaOrganization", "name": s.outlet},
            }
        )
        p.html = document(
            f"<title>{s.title} - {s.outlet}</title><meta property='og:title' content='{s.title}'>{ld}",
            f'<div id="__next">{consent("ssrcss-cookie")}<header>{menu()}</header><main id="main-content"><article class="sc-93a1f7b5-0">{title}{stamp}{by}{fig}{one}{promo}{sub}{two}{tags}</article><div data-component="most-read"><h2>Most read</h2><ol><li><a href=/1>{s.others[0]}</a></li><li><a href=/2>{s.others[1]}</a></li></ol></div></main>{links_box(s, "Related topics")}{foot(s)}{share()}</div>',
        )
        pages.append(p)
    return pages
