"""Made-up pages of the systems that many outlets use: WordPress (classic and block themes), Ghost, Drupal, Blogger, newsletters."""

from tests.pages.furniture import consent, foot, links_box, menu, meta, newsletter, paras, share, teasers
from tests.pages.page import Page, document, script
from tests.pages.stories import Story, story


def wordpress_classic() -> list[Page]:
    """Classic themes: entry-title, entry-meta, entry-content, a sidebar of widgets; dates in metadata or in the byline."""
    return [_classic(f"wp-classic-{n}", story(n + 20), n) for n in range(3)]


def _classic(name: str, s: Story, how: int) -> Page:
    year, month, day = s.day.split("-")
    written = f"{int(day)} {('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November')[int(month) - 1]} {year}"
    published = (f"{s.day}T09:12:00+00:00", s.day, f"{s.day}T08:00:00+02:00")[how]
    p = Page(name, published=published, author=s.author)
    when = (f'<time class="entry-date published" datetime="{published}">{written}</time>', f"<span class=date>{written}</span>",
            f'<abbr class="published" title="{published}">{written}</abbr>')[how]  # fmt: skip
    head = f"<title>{s.title} – {s.outlet}</title>" if how else meta(s, time=published)
    if how == 2:
        head += f'<meta name="article.published" content="{published}">'
    title = p.title(s.title)
    picture = (f'<div id="attachment_9" class="wp-caption alignleft"><img src=a.jpg alt="A view of the town"><p class="wp-caption-text">'
               f"{p.caption(s.caption)}</p></div>") if how != 1 else ""  # fmt: skip
    lines = s.paragraphs
    inner = paras(p, lines[:3]) + (f"<h3>{p.head('What the council says')}</h3>" if how else "") + paras(p, lines[3:6])
    inner += f"<blockquote><p>{p.quote(s.said)}</p></blockquote>{paras(p, lines[6:7])}"
    post = (
        f'<article id="post-{how}41" class="post-{how}41 post type-post hentry category-war tag-{s.town.lower().split()[0]}">'
        f'<header class="entry-header"><h1 class="entry-title">{title}</h1><div class="entry-meta">Posted on {when} by '
        f'<span class="author vcard"><a class="url fn n" href="/author/x">{s.author}</a></span></div></header>'
        f'<div class="entry-content">{picture}{inner}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3>'
        f'<ul><li><a href="#">X</a></li></ul></div></div><footer class="entry-footer">Posted in <a href="/c/war">War</a></footer></article>'
    )  # fmt: skip
    side = f'<div id="secondary" class="widget-area"><section class="widget"><h2 class="widget-title">Recent posts</h2><ul>{"".join(f"<li><a href=/p/{n}>{o}</a></li>" for n, o in enumerate(s.others))}</ul></section></div>'
    near = '<nav class="post-navigation"><a href="/a">Previous: Bread price rises</a> <a href="/b">Next: Ferry resumes</a></nav>'
    p.html = document(
        head,
        f'<div id="page">{menu()}<div id="primary">{post}{near}</div>{side}{foot(s)}</div>',
        on_body='class="single single-post"',
    )
    return p


def wordpress_blocks() -> list[Page]:
    """Block themes: wp-block-* everywhere, pull quotes that repeat, lists, tables, embeds of other posts."""
    return [_blocks(f"wp-blocks-{n}", story(n + 24), n) for n in range(3)]


def _blocks(name: str, s: Story, how: int) -> Page:
    at = f"{s.day}T1{how}:00:00+03:00"
    p = Page(name, published=at, author=s.author)
    title = f'<h1 class="wp-block-post-title">{p.title(s.title)}</h1>'
    by = f'<div class="wp-block-group"><div class="wp-block-post-date"><time datetime="{at}">{s.day}</time></div><div class="wp-block-post-author"><p class="wp-block-post-author__name">{s.author}</p></div></div>'
    fig = (
        f'<figure class="wp-block-post-featured-image"><img src=x.webp alt=""></figure><figure class="wp-block-image"><img src=y.webp alt="Smoke"><figcaption class="wp-element-caption">{p.caption(s.caption)}</figcaption></figure>'
        if how != 1
        else ""
    )
    lines = s.paragraphs
    first = paras(p, lines[:2])
    pull = f'<figure class="wp-block-pullquote"><blockquote><p>{lines[1]}</p></blockquote></figure>'
    middle = {
        0: lambda: f'<ul class="wp-block-list">{"".join(f"<li>{p.item(line)}</li>" for line in lines[2:5])}</ul>',
        1: lambda: f'<blockquote class="wp-block-quote"><p>{p.quote(s.said, "Anneke, a baker")}</p><cite>Anneke, a baker</cite></blockquote>{paras(p, lines[2:4])}',
        2: lambda: f'<figure class="wp-block-table"><table><thead><tr>{p.columns("Quarter", "Killed", "Wounded")}</tr></thead><tbody><tr>{p.row("Mill quarter", "4", "11")}</tr><tr>{p.row("Upper town", "2", "9")}</tr></tbody></table></figure>{paras(p, lines[2:4])}',
    }[how]()  # fmt: skip
    last = f'<h2 class="wp-block-heading">{p.head("How it began")}</h2>' + paras(p, lines[5:8])
    query = f'<div class="wp-block-query"><h2 class="wp-block-heading">More posts</h2><ul class="wp-block-post-template">{"".join(f"<li class=wp-block-post><h2 class=wp-block-post-title><a href=/p{n}>{o}</a></h2><div class=wp-block-post-date>{s.day}</div></li>" for n, o in enumerate(s.others))}</ul></div>'
    inside = f'<div class="entry-content wp-block-post-content">{fig}{first}{pull}{middle}{last}</div>'
    p.html = document(
        meta(s, time=at),
        f'<div class="wp-site-blocks"><header class="wp-block-template-part"><p class="wp-block-site-title"><a href=/>{s.outlet}</a></p><nav class="wp-block-navigation"><a href=/a>About</a></nav></header><main class="wp-block-group">{title}{by}{inside}{query}</main><footer class="wp-block-template-part"><p>Designed with WordPress</p></footer></div>',
    )
    return p


def wordpress_comments() -> list[Page]:
    """Readers' comments below a post: nested, with pasted posts and quotations, with answers by the author."""
    return [_commented(f"wp-comments-{n}", story(n + 27), n) for n in range(3)]


def _commented(name: str, s: Story, how: int) -> Page:
    at = f"{s.day}T07:45:00+00:00"
    p = Page(name, published=at, author=s.author)
    post = f'<article class="hentry"><h1 class="entry-title">{p.title(s.title)}</h1><div class="entry-content">{paras(p, s.paragraphs[:4])}</div></article>'
    said = (
        "I was there and it was far worse than that.",
        "They should all go home.",
        "My cousin lives on Mill Street, they had no water for two days.",
        "Thank you for writing about it.",
    )

    def one(number: int, line: str, quoted: str = "") -> str:
        when = f"{s.day}T1{number}:00:00+00:00"
        p.reader(when if how != 1 else None)
        stamp = (
            f'<time datetime="{when}">{s.day} at 1{number}:00</time>'
            if how != 1
            else f"<a href=#c{number}>yesterday</a>"
        )
        quote = f"<blockquote><p>{p.comment(quoted, quotation=True)}</p></blockquote>" if quoted else ""
        return (
            f'<li id="comment-{number}" class="comment even depth-1"><article class="comment-body"><footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Reader{number}</b> <span class="says">says:</span></div>'
            f'<div class="comment-metadata">{stamp}</div></footer><div class="comment-content">{quote}<p>{p.comment(line)}</p></div><div class="reply"><a href=#r>Reply</a></div></article>'
        )  # fmt: skip

    thread = one(1, said[0])
    if how != 1:
        thread += f'<ol class="children">{one(2, said[1])}</li></ol>'
    thread += (
        "</li>" + one(3, said[2], quoted=s.paragraphs[1] if how == 2 else "") + "</li>" + one(4, said[3]) + "</li>"
    )
    area = f'<div id="comments" class="comments-area"><h2 class="comments-title">4 thoughts on “{s.title}”</h2><ol class="comment-list">{thread}</ol><div id="respond" class="comment-respond"><h3 id="reply-title">Leave a Reply</h3><form><p>Your email address will not be published.</p></form></div></div>'
    p.html = document(meta(s, time=at), f"{menu()}<main>{post}{area}</main>{foot(s)}")
    return p


def ghost() -> list[Page]:
    """Ghost: gh-content, kg-cards, bookmarks of other pages, a sign-up between paragraphs."""
    pages = []
    for n in range(2):
        s = story(n + 30)
        at = f"{s.day}T05:00:00.000Z"
        p = Page(f"ghost-{n}", published=at.replace(".000", ""), author=s.author)
        header = f'<header class="gh-article-header gh-canvas"><a class="gh-article-tag" href="/tag/war/">War</a><h1 class="gh-article-title">{p.title(s.title)}</h1><p class="gh-article-excerpt">{p.body(s.said)}</p><aside class="gh-article-meta"><h4 class="gh-author-name"><a href=/author/a/>{s.author}</a></h4><time class="gh-article-meta-date" datetime="{s.day}">{s.day}</time><span class="gh-article-meta-length">4 min read</span></aside></header>'
        fig = (
            f'<figure class="kg-card kg-image-card kg-card-hascaption"><img class="kg-image" src=a.jpg alt="a street"><figcaption>{p.caption(s.caption)}</figcaption></figure>'
            if n != 2
            else ""
        )
        lines = s.paragraphs
        one = paras(p, lines[:3])
        mark = f'<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://other.invalid/x"><div class="kg-bookmark-content"><div class="kg-bookmark-title">{s.others[0]}</div><div class="kg-bookmark-description">Ferries will run again from Monday, the port authority has said in a short notice.</div></div></a></figure>'
        callout = (
            f'<div class="kg-card kg-callout-card"><div class="kg-callout-text">{p.body("This story was updated at noon to add the figures of the hospital in the provincial capital.")}</div></div>'
            if n == 1
            else ""
        )
        toggle = f'<h2 id="what-next">{p.head("What happens next")}</h2>'
        two = paras(p, lines[3:7])
        signup = f'<div class="kg-card kg-signup-card"><h2 class="kg-signup-card-heading">Sign up for {s.outlet}</h2><p class="kg-signup-card-subheading">Free, twice a week, and no adverts in it whatsoever.</p></div>'
        ld = (
            script({"@context": "https://schema.org", "@type": "Article", "headline": s.title, "datePublished": at})
            if n
            else ""
        )
        p.html = document(
            meta(s, time=at if n != 1 else None) + ld,
            f'<div class="gh-viewport"><header class="gh-head"><nav><ul class="nav"><li><a href=/>Home</a></li></ul></nav></header><main class="gh-main"><article class="gh-article post">{header}<section class="gh-content gh-canvas">{fig}{one}{mark}{callout}{toggle}{two}{signup}</section></article><section class="gh-readmore"><h2>Read more</h2>{teasers(s)}</section></main>{foot(s)}</div>',
        )
        pages.append(p)
    return pages


def drupal() -> list[Page]:
    """Drupal: node__content and field--name-body; the date a field of its own; "submitted by"."""
    pages = []
    for n in (1, 2):
        s = story(n + 33)
        p = Page(f"drupal-{n}", published=f"{s.day}T12:00:00Z" if n != 1 else s.day, author=s.author)
        when = (
            f'<time datetime="{s.day}T12:00:00Z" class="datetime">{s.day} - 12:00</time>'
            if n != 1
            else f'<span class="date-display-single" property="dc:date" content="{s.day}">{s.day}</span>'
        )
        title = f'<h1 class="page-header"><span class="field field--name-title">{p.title(s.title)}</span></h1>'
        lead = (
            f'<div class="field field--name-field-lead field--type-string-long">{p.body(s.paragraphs[0])}</div>'
            if n
            else paras(p, s.paragraphs[:1])
        )
        text = (
            paras(p, s.paragraphs[1:4])
            + f"<ol><li>{p.item(s.paragraphs[4])}</li><li>{p.item(s.paragraphs[5])}</li></ol>"
            + paras(p, s.paragraphs[6:8])
        )
        files = (
            '<div class="field field--name-field-files"><div class="field__label">Attachments</div><span class="file"><a href="/f.pdf">report.pdf</a> (213.4 KB)</span></div>'
            if n == 2
            else ""
        )
        node = f'<article class="node node--type-article node--view-mode-full"><footer class="node__meta"><div class="node__submitted">Submitted by <span>{s.author}</span> on {when}</div></footer><div class="node__content">{lead}<div class="clearfix text-formatted field field--name-body">{text}</div>{files}</div></article>'
        p.html = document(
            meta(s, og=n == 0) + '<meta name="Generator" content="Drupal 10">',
            f'<div class="dialog-off-canvas-main-canvas"><header role="banner"><h2 class="visually-hidden">Main navigation</h2>{menu()}</header><div class="region region-breadcrumb"><nav class="breadcrumb"><ol><li><a href=/>Home</a></li><li>News</li></ol></nav></div><main role="main"><div class="region region-content">{title}{node}</div></main><aside class="region region-sidebar">{links_box(s)}</aside>{foot(s)}</div>',
        )
        pages.append(p)
    return pages


def blogger() -> list[Page]:
    """Blogger: post-body with paragraphs made of <br><br> or of <div>s; the date above the post."""
    pages = []
    for n in range(2):
        s = story(n + 36)
        p = Page(f"blogger-{n}", published=f"{s.day}T22:41:00+02:00", author=s.author)
        title = f'<h3 class="post-title entry-title" itemprop="name">{p.title(s.title)}</h3>'
        if n:
            text = "<br /><br />\n".join(p.body(line) for line in s.paragraphs[:5])
        else:
            text = "<div><br></div>".join(f"<div>{p.body(line)}</div>" for line in s.paragraphs[:5])
        by = f'<div class="post-footer">Posted by <span class="fn" itemprop="author">{s.author}</span> at <a class="timestamp-link" href="/2"><abbr class="published" itemprop="datePublished" content="{s.day}T22:41:00+02:00" title="{s.day}T22:41:00+02:00">22:41</abbr></a></div>'
        p.html = document(
            f"<title>{s.outlet}: {s.title}</title><meta content='blogger' name='generator'><meta property='og:title' content='{s.title}'>",
            f'<div class="main section" id="main"><div class="date-outer"><h2 class="date-header"><span>{s.day}</span></h2><div class="post hentry" itemscope itemtype="http://schema.org/BlogPosting">{title}<div class="post-body entry-content" itemprop="articleBody">{text}</div>{by}</div></div><div class="blog-pager"><a href=/o>Older Post</a></div></div><div class="sidebar section">{links_box(s, "Blog Archive")}</div>',
        )
        pages.append(p)
    return pages


def letters() -> list[Page]:
    """A newsletter's post: subscription boxes between paragraphs, footnotes, a subtitle."""
    pages = []
    for n in range(2):
        s = story(n + 38)
        p = Page(f"letter-{n}", published=f"{s.day}T10:00:00.000Z".replace(".000", ""), author=s.author)
        ld = script(
            {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": s.title,
                "datePublished": f"{s.day}T10:00:00.000Z",
                "author": [{"@type": "Person", "name": s.author}],
            }
        )
        top = f'<h1 class="post-title published">{p.title(s.title)}</h1><h3 class="subtitle">{p.head(s.said)}</h3><div class="byline-wrapper"><a href=/@x>{s.author}</a> <div>{s.day}</div><div>14 Likes</div></div>'
        box = f'<div class="subscription-widget-wrap"><div class="subscription-widget show-subscribe"><p class="cta-caption">{s.outlet} is a publication that lives on its readers. To receive new posts, become a subscriber.</p><form class="subscription-widget-subscribe"><input type=email></form></div></div>'
        lines = s.paragraphs
        text = (
            paras(p, lines[:2])
            + box
            + paras(p, lines[2:4])
            + f"<div><hr></div><h2>{p.head('A second front')}</h2>"
            + paras(p, lines[4:7])
        )
        p.html = document(
            f"<title>{s.title} - by {s.author}</title><meta property='og:title' content='{s.title}'>{ld}",
            f'<div class="main-menu"><a href=/>{s.outlet}</a> <button>Subscribe</button></div><div class="single-post"><article class="newsletter-post post">{top}<div class="available-content"><div class="body markup">{text}</div></div></article><div class="post-footer"><a href=/s>Share</a></div>{consent() if n else newsletter()}</div>{share()}',
        )
        pages.append(p)
    return pages
