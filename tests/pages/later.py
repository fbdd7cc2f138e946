"""Made-up pages of a last round, written when nothing was to be mended any more: bulletins, tables of updates, threads, plain old markup."""

from tests.pages.furniture import bare_menu, consent, foot, links_box, menu, meta, newsletter, paras, share, teasers
from tests.pages.page import Page, document, script
from tests.pages.stories import Story, story


def bulletins() -> list[Page]:
    """Several short reports on one page: the heading before its clock time, the clock in a table's first cell, days as headings."""
    pages = []
    for n in range(3):
        s = story(n + 150)
        p = Page(f"bulletin-{n}", published=s.day)
        out = [f"<h1>{p.title('Bulletin of the day')}</h1>"]
        for k, clock in enumerate(("18:10", "13:25", "09:40")):
            if n == 0:
                p.update(clock, f"{s.day}T{clock}:00")
                heading = p.head(f"Item {k + 1}: the bridge")
                out.append(
                    f"<div class=bulletin-item><h3>{heading}</h3><span class=time>{clock}</span><p>{p.body(s.paragraphs[k])}</p></div>"
                )
            elif n == 1:
                p.update(clock, f"{s.day}T{clock}:00")
                p.body(f"{clock} | {s.paragraphs[k]}")
                out.append(f"<tr><td>{clock}</td><td>{s.paragraphs[k]}</td></tr>")
            else:
                out.append(
                    f"<h3>{p.head(('Upper town', 'River road', 'The mill')[k])}</h3>{paras(p, s.paragraphs[2 * k : 2 * k + 2])}"
                )
        inner = out[0] + f"<table>{''.join(out[1:])}</table>" if n == 1 else "".join(out)
        p.html = document(
            f'<title>Bulletin of the day</title><meta name="date" content="{s.day}">',
            f"{menu()}<main>{inner}</main>{links_box(s)}{foot(s)}",
        )
        pages.append(p)
    return pages


def threads() -> list[Page]:
    """Readers' answers in three hands, and one message of a channel alone on its page."""
    pages = []
    for n in range(3):
        s = story(n + 155)
        p = Page(f"thread-{n}", published=f"{s.day}T08:00:00Z" if n < 2 else None, author=s.author)
        if n == 2:
            p.title("Mill Watch")
            p.post("Mill Watch", f"{s.day}T21:14:00+00:00", f"{s.day} at 21:14")
            body = f'<div class="tgme_page_widget"><div class="tgme_widget_message js-widget_message"><div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name"><span>Mill Watch</span></a></div><div class="tgme_widget_message_text">{p.body(s.paragraphs[0])}</div><div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">3.1K</span><a href=#><time datetime="{s.day}T21:14:00+00:00">{s.day} at 21:14</time></a></div></div></div></div>'
            p.html = document(
                '<title>Telegram: View @millwatch</title><meta property="og:title" content="Mill Watch">', body
            )
        else:
            body = f"<article><h1>{p.title(s.title)}</h1>{paras(p, s.paragraphs[:4])}</article>"
            rows = []
            for k, said in enumerate(("My street had no light since Monday.", "Who counts the dead in the villages?")):
                p.reader(f"{s.day}T1{k}:00:00Z")
                p.comment(said)
                rows.append(
                    (f'<article class="comment-item"><header><strong class="commenter-name">Reader {k}</strong> <time datetime="{s.day}T1{k}:00:00Z">1{k}:00</time></header><p>{said}</p><button>Like</button></article>',
                     f'<div class="comment" id="comment-{k}"><div class="entry"><p class="tagline"><a class="author" href="/u">reader{k}</a> <time datetime="{s.day}T1{k}:00:00Z">1{k} hours ago</time></p><div class="md"><p>{said}</p></div><ul class="flat-list"><li><a href=#>permalink</a></li></ul></div></div>')[n]
                )  # fmt: skip
            box = (
                f'<section class="user-comments"><h2>2 comments</h2>{"".join(rows)}</section>',
                f'<div class="commentarea"><div class="comments">{"".join(rows)}</div></div>',
            )[n]
            p.html = document(meta(s, time=f"{s.day}T08:00:00Z"), f"{menu()}<main>{body}{box}</main>{foot(s)}")
        pages.append(p)
    return pages


def plain_houses() -> list[Page]:
    """Articles in plain markup of ten years ago and of today: text between breaks, lists of facts, the title in a banner."""
    return [_plain(f"plain-{n}", story(n + 160), n) for n in range(6)]


def _plain(name: str, s: Story, n: int) -> Page:
    day = ".".join(reversed(s.day.split("-")))
    p = Page(name, published=s.day if n not in {1, 4} else f"{s.day}T10:30:00+01:00", author=s.author)
    lines = s.paragraphs
    title = p.title(s.title)
    head = f"<title>{s.outlet} :: {s.title}</title>"
    if n == 0:
        text = "<br /><br />".join(p.body(x) for x in lines[:4])
        body = f'<div class="news-item"><h2 class="news-title">{title}</h2><div class="news-time">{day} 18:20</div><div class="news-text">{text}</div></div><div class="news-more"><a href="/1">All news</a></div>'
    elif n == 1:
        info = f'<dl class="article-info muted"><dt class="article-info-term">Details</dt><dd class="createdby">Written by {s.author}</dd><dd class="published"><time datetime="{s.day}T10:30:00+01:00">Published: {day}</time></dd><dd class="hits">Hits: 214</dd></dl>'
        body = f'<div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h2 itemprop="headline">{title}</h2></div>{info}<div itemprop="articleBody">{paras(p, lines[:5])}</div><ul class="pager pagenav"><li><a href=/a>Prev</a></li><li><a href=/b>Next</a></li></ul></div>'
    elif n == 2:
        glance = f'<section class="at-a-glance"><h2>{p.head("At a glance")}</h2><ul>{"".join(f"<li>{p.item(x)}</li>" for x in lines[5:7])}</ul></section>'
        body = f'<article><h1>{title}</h1><p class="date">{s.day}</p>{glance}{paras(p, lines[:4])}{share()}</article>{newsletter()}'
    elif n == 3:
        banner = f'<header class="article-hero"><span class="kicker">War</span><h1>{title}</h1><p class="standfirst">{p.body(s.said)}</p><div class="article-hero__meta"><span>{s.author}</span> <time datetime="{s.day}">{s.day}</time></div></header>'
        body = f'<main>{banner}<div class="layout"><div class="prose">{paras(p, lines[:5])}</div><div class="rail">{teasers(s, "Trending now")}</div></div></main>'
    elif n == 4:
        ld = script(
            {
                "@context": "https://schema.org",
                "@type": ["NewsArticle"],
                "headline": s.title,
                "datePublished": f"{s.day}T10:30:00+01:00",
            }
        )
        head += ld
        body = f'<div id="root"><div class="_3fG"><div class="_9xZ">{consent("_cookie cookie-notice")}</div><h1 class="_aa1">{title}</h1><div class="_b2c">{"".join(f"<div class=_p1>{p.body(x)}</div>" for x in lines[:5])}</div><div class="_rel"><div class="_h">Read next</div><a class="_c" href="/x"><div>Storm takes roofs off in the north</div><div>And the ferries lie idle in all the harbours of the coast today.</div></a></div></div></div>'
    else:
        body = f'<div id="content"><div class="post"><h2 class="title"><a href="#">{title}</a></h2><p class="meta"><span class="date">{s.day}</span> <span class="posted">Posted by <a href="#">{s.author}</a></span></p><div class="entry">{paras(p, lines[:3])}<blockquote>{p.quote(s.said)}</blockquote>{paras(p, lines[3:5])}</div></div></div><div id="sidebar"><ul><li><h2>Archives</h2><ul><li><a href="#">May 2031</a></li></ul></li></ul></div>'
    p.html = document(head, f"{bare_menu(s) if n % 2 else menu()}{body}{foot(s)}")
    return p
