"""Made-up pages written after the rules were mended, in the markup of yet other houses: how well the rules carry over."""

from datetime import datetime

from tests.pages.furniture import bare_menu, consent, foot, links_box, menu, meta, newsletter, paras, share, teasers
from tests.pages.page import Page, document, script
from tests.pages.stories import story


def live_elsewhere() -> list[Page]:
    """Live blogs in five other hands: custom elements with milliseconds, posts with a first-published attribute, dates as links."""
    pages = []
    for n in range(5):
        s = story(n + 120)
        at = f"{s.day}T05:00:00Z"
        p = Page(f"live-more-{n}", published=at)
        out = [f"<h1>{p.title(s.title)}</h1>"]
        if n % 2:
            out.append(f"<p class=intro>{p.body(s.said)}</p>")
        for k, clock in enumerate(("19:20", "16:02", "09:47")):
            moment = f"{s.day}T{clock}:00Z"
            seconds = int(datetime.fromisoformat(moment).timestamp())
            lines = s.paragraphs[2 * k : 2 * k + 2]
            label = (f"{clock} GMT", "2 hr ago", f"{clock} PM EDT", clock, f"{clock} UTC")[n]
            p.update(label, moment)
            stamp = (
                f'<bsp-timestamp data-timestamp="{seconds}000"><span>{label}</span></bsp-timestamp>',
                f'<div class="post-meta"><time datetime="{moment}">{label}</time> · <span class="live-story-post__byline">By {s.author}</span></div>',
                f'<div class="css-1x"><time datetime="{moment}"><span>{label}</span></time></div>',
                f'<div class="liveblog-date"><a href="/l/{k}"><span class="liveblog-time" data-utime="{seconds}">{label}</span></a></div>',
                f'<header><a class="permalink" href="#p{k}"><time datetime="{moment}">{label}</time></a></header>',
            )[n]
            head = f"<h2>{p.head(f'Number {k + 1}: what is known of the bridge')}</h2>" if n != 3 else ""
            tag = ("bsp-liveblog-post", "article", "div", "div", "article")[n]
            cls = ("LiveBlogPost", "live-story-post sticky-anchor", "css-live", "liveblog-paragraph", "lb-post")[n]
            out.append(
                f'<{tag} class="{cls}" id="p{k}">{stamp}{head}<div class="txt">{paras(p, lines)}</div>{share()}</{tag}>'
            )
        p.html = document(
            meta(s, time=at), f"{menu()}<main>{''.join(out)}</main>{teasers(s, 'More from our newsroom')}{foot(s)}"
        )
        pages.append(p)
    return pages


def other_systems() -> list[Page]:
    """Articles of six other systems, with what each puts between and around the paragraphs."""
    pages = []
    for n in range(6):
        s = story(n + 130)
        at = f"{s.day}T11:15:00Z"
        p = Page(f"system-more-{n}", published=at if n != 3 else s.day, author=s.author)
        title, lines = f"<h1>{p.title(s.title)}</h1>", s.paragraphs
        one = paras(p, lines[:2])
        between = (
            f'<div class="speechify-ignore"><button>Play</button><p>Listen to this article</p></div>{links_box(s, "Related")}',
            '<div class="dcr-ad"><span>Advertisement</span></div><figure id="x" data-spacefinder-type="model.RichLinkBlock"><div class="rich-link"><a href="/x"><span>Related: </span><span>Ferry service to the islands resumes</span></a></div></figure>',
            "",
            "",
            "",
            "",
        )[n]
        if n == 2:
            between = f'<section class="pw-highlight"><button>Follow</button><span>128 claps</span></section><figure><img src=a><figcaption>{p.caption(s.caption)}</figcaption></figure>'
        elif n == 4:
            between = f"<p>{p.body('<strong>The attack.</strong> ' + lines[5])}</p>{newsletter()}"
        elif n == 5:
            between = f"<dl><dt>{p.body('Killed')}</dt><dd>{p.body('14, among them two nurses')}</dd></dl>"
        two = paras(p, lines[2:5])
        after = (
            f'<div class="tags"><a href="/t">Vale</a></div>{teasers(s, "Most viewed")}',
            '<div class="submeta"><div>Explore more on these topics</div><ul><li><a href=/t/a>Vale</a></li><li><a href=/t/b>War</a></li></ul></div>',
            f'<div class="author-card"><h2>Written by {s.author}</h2><p>Correspondent in the valley for nine years.</p><button>Follow</button></div>',
            "<p>Translated by the desk. If you notice a mistake, select it and press Ctrl+Enter.</p>",
            f'<p><em>Read also: <a href="/x">{s.others[1]}</a></em></p>',
            "",
        )[n]
        date = (
            f'<div class="timestamp">Published {s.day}</div>',
            f'<details class="dateline"><summary>{s.day} 12.15 CET</summary>First published on {s.day} 11.15 GMT</details>',
            f'<span data-testid="storyPublishDate">{s.day}</span>',
            f'<div class="article-date">{s.day}, 11:15</div>',
            f'<time pubdate datetime="{at}">{s.day}</time>',
            f'<p class="meta"><span class="published">{s.day}</span></p>',
        )[n]
        head = meta(s, time=at if n in {0, 1, 2, 5} else None, og=n != 3)
        body = (
            f'<article class="article">{title}{date}<div class="article__content">{one}{between}{two}</div>{after}</article>',
            f'<main><article><div data-gu-name="headline">{title}</div><div data-gu-name="meta"><address aria-label="Contributor info">{s.author}</address>{date}</div><div id="maincontent" class="article-body-commercial-selector">{one}{between}{two}</div>{after}</article></main>',
            f"<article><div><section><div>{title}<div><a rel=author href=/@x>{s.author}</a><span>4 min read</span>{date}</div>{one}{between}{two}</div></section></div></article>{after}",
            f'<div class="item-page">{title}{date}<div class="article-text" id="text">{one}{two}{after}</div></div>',
            f'<div class="c-article-content js-article">{title}{date}{one}{between}{two}{after}</div>',
            f'<div id="article-container" class="clearfix">{title}{date}<div class="fr-view">{one}{between}{two}</div></div>',
        )[n]
        p.html = document(head, f"{consent() if n % 2 else ''}{menu() if n != 4 else bare_menu(s)}{body}{foot(s)}")
        pages.append(p)
    return pages


def records() -> list[Page]:
    """A daily record with the day as a heading, a council's press release, a thread elsewhere, a monitor's table of names."""
    pages = []
    for n in range(5):
        s = story(n + 140)
        p = Page(f"record-{n}", published=s.day if n != 3 else None)
        lines = s.paragraphs
        if n == 0:
            body = (
                f"<h1>{p.title('Daily record of the Vale Watch Group')}</h1><h2>{p.head('Upper Vale')}</h2><ul>"
                + "".join(f"<li>{p.item(x)}</li>" for x in lines[:3])
            )
            body += f"</ul><h2>{p.head('Salt Islands')}</h2><ul>" + f"<li>{p.item(lines[4])}</li></ul>"
            head = f'<title>Daily record of the Vale Watch Group</title><meta property="article:published_time" content="{s.day}">'
        elif n == 1:
            body = f'<div class="press-release"><p class="symbol">SC/1407</p><h1>{p.title(s.title)}</h1><span class="date-display-single" content="{s.day}" property="dc:date">{s.day}</span>'
            body += f"<p><em>{p.body(lines[0])}</em></p>{paras(p, lines[1:4])}<p>For information media. Not an official record.</p></div>"
            head = f"<title>{s.title} | Council press</title>"
        elif n == 2:
            body = f"<h1>{p.title('The names we know')}</h1><p>{p.body(lines[0])}</p><table><thead><tr>{p.columns('Name', 'Age', 'Place')}</tr></thead><tbody>"
            body += (
                "".join(
                    f"<tr>{p.row(*r)}</tr>"
                    for r in (
                        ("Ada Roe", "34", "Lesk"),
                        ("Piet Amsel", "61", "Port Ansel"),
                        ("A child, unnamed", "4", "Lesk"),
                    )
                )
                + f"</tbody></table><p>Updated {s.day}</p>"
            )
            head = f'<title>The names we know</title><meta name="date" content="{s.day}">'
        elif n == 3:
            p.title(f"{s.author} (@roe.vale.invalid)")
            body = ""
            for k, line in enumerate(lines[:3]):
                p.post(s.author, f"{s.day}T1{k}:00:00.000Z".replace(".000", ""), f"1{k}:00")
                body += f'<div class="bluesky-embed"><div class="post-author"><span class="display-name">{s.author}</span> <span class="handle">@roe.vale.invalid</span></div><p lang="en">{p.body(line)}</p><time datetime="{s.day}T1{k}:00:00.000Z">1{k}:00</time></div>'
            head = f'<title>{s.author} (@roe.vale.invalid)</title><meta property="og:title" content="{s.author} (@roe.vale.invalid)">'
        else:
            ld = script(
                {
                    "@context": "https://schema.org",
                    "@type": "NewsArticle",
                    "headline": s.title,
                    "datePublished": s.day,
                    "articleBody": "x",
                }
            )
            body = f'<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{p.title(s.title)}</h1><meta itemprop="datePublished" content="{s.day}"><div itemprop="articleBody">{paras(p, lines[:5], "div")}</div></div>'
            head = f"<title>{s.title}</title>{ld}"
        p.html = document(head, f"{menu()}<div class=main-col>{body}</div>{links_box(s, 'Latest')}{foot(s)}")
        pages.append(p)
    return pages
