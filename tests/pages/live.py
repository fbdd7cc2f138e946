"""Made-up live blogs: schema.org's LiveBlogPosting, and the ways in which big newsrooms mark their updates up."""

from datetime import datetime

from tests.pages.furniture import consent, foot, links_box, menu, meta, newsletter, paras, share, teasers
from tests.pages.page import Page, document, script
from tests.pages.stories import Story, story

_HEADS = (
    "Bridge closed to traffic",
    "Hospital asks for blood",
    "Council meets behind closed doors",
    "First list of names",
)


def _updates(s: Story) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return clock, heading and paragraphs of the updates, the newest first."""
    clocks = ("18:05", "15:40", "11:20", "08:15")
    lines = s.paragraphs
    return [(clock, _HEADS[n], lines[2 * n : 2 * n + 2]) for n, clock in enumerate(clocks)]


def schema_posting() -> list[Page]:
    """LiveBlogPosting stated in JSON-LD: matched by ids, by headlines, by first words; all zones; updates not on the page."""
    return [_schema(f"live-schema-{n}", story(n), n) for n in range(4)]


def _schema(name: str, s: Story, how: int) -> Page:
    zone = ("Z", "+02:00", "+00:00", "+03:00")[how]
    start = f"{s.day}T07:30:00{zone}"
    p = Page(name, published=start, author=s.author)
    stated, shown = [], []
    intro = f"<h1>{p.title(s.title + ': live')}</h1><p class=lede>{p.body(s.said)}</p>"
    for n, (clock, heading, lines) in enumerate(_updates(s)):
        at = f"{s.day}T{clock}:00{zone}"
        update = {"@type": "BlogPosting", "datePublished": at, "headline": heading, "articleBody": " ".join(lines)}
        if how == 0:
            update["url"] = f"https://live.invalid/day#post-{n}"
        stated.append(update)
        ident = f'id="post-{n}"' if how == 0 else ""
        visible = clock if how % 2 else ""
        if how == 2 and n == 3:
            continue
        p.update(None, at)
        head = f"<h2>{p.head(heading)}</h2>" if how != 1 else f"<h3><span>{p.head(heading)}</span></h3>"
        stamp = f'<span class="css-1t">{visible}</span>' if visible else ""
        shown.append(f"<div {ident} class='css-{n}k2'>{stamp}{head}{paras(p, lines)}{share()}</div>")
    if how == 2:  # the page shows the newest three and loads the rest on demand
        clock, heading, lines = _updates(s)[3]
        p.update(None, f"{s.day}T{clock}:00{zone}")
        p.head(heading)
        p.body(" ".join(lines))
    ld = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": s.title + ": live",
          "datePublished": start, "coverageStartTime": start, "liveBlogUpdate": stated}  # fmt: skip
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "Organization", "name": s.outlet}, ld]}
    head = f"<title>{s.title}: live | {s.outlet}</title>{script(graph if how % 2 else ld)}"
    body = f"{menu()}<main>{intro}<div class='feed-9x'>{''.join(shown)}</div>{links_box(s)}</main>{foot(s)}"
    p.html = document(head, body)
    return p


def pinned_summary() -> list[Page]:
    """Blocks with `<time datetime>` and an anchor, a pinned summary, a list of key events that only repeats headings."""
    return [_pinned(f"live-pinned-{n}", story(n + 4), n) for n in range(3)]


def _pinned(name: str, s: Story, how: int) -> Page:
    start = f"{s.day}T06:50:00.000Z"
    published = start.replace(".000Z", "Z")
    p = Page(name, published=published, author=s.author)
    top = f"<h1>{p.title(s.title + ' – as it happened')}</h1><div data-gu-name=standfirst><p>{p.body(s.said)}</p></div>"
    summary = ""
    if how != 1:
        summary = f"<section class='pinned-post'><h2>{p.head('What happened today')}</h2><ul>"
        summary += "".join(f"<li>{p.item(line)}</li>" for line in s.paragraphs[5:8]) + "</ul></section>"
    events = "".join(f'<li><a href="#block-{n}"><time datetime="{s.day}T{c}:00.000Z">{c}</time> {h}</a></li>'
                     for n, (c, h, _) in enumerate(_updates(s)[:3]))  # fmt: skip
    key = f'<aside class="key-events"><h2>Key events</h2><ol>{events}</ol></aside>'
    blocks = []
    for n, (clock, heading, lines) in enumerate(_updates(s)[:3]):
        label = ("3h ago", f"{clock} GMT", clock.replace(":", "."))[how]
        p.update(label, f"{s.day}T{clock}:00Z")
        blocks.append(
            f'<article id="block-{n}" class="block liveblog-entry"><header><p class="block-time">'
            f'<a href="#block-{n}"><time datetime="{s.day}T{clock}:00.000Z" data-relativeformat="med">{label}</time></a></p>'
            f'<h2 class="block-title">{p.head(heading)}</h2></header><div class="block-elements">{paras(p, lines)}</div>'
            f'<footer>{share()}</footer></article>'
        )  # fmt: skip
    head = meta(s, time=start)
    body = f"{consent()}{menu()}<main><div>{top}</div>{key}<div class=blocks>{summary}{''.join(blocks)}</div>{newsletter()}</main>{foot(s)}"
    p.html = document(head, body)
    return p


def clock_only() -> list[Page]:
    """Updates whose time is a clock in the words alone, day and zone known from the page; classes say nothing."""
    return [_clock(f"live-clock-{n}", story(n + 7), n) for n in range(3)]


def _clock(name: str, s: Story, how: int) -> Page:
    p = Page(name, published=f"{s.day}T05:00:00Z" if how == 0 else s.day, author=None)
    title = p.title(s.title)
    out = [f"<p class=k3>{p.body(s.said)}</p>"]
    for clock, heading, lines in _updates(s):
        hour, minute = clock.split(":")
        half = f"{int(hour) % 12 or 12}.{minute}{'pm' if int(hour) >= 12 else 'am'}"
        label = (f"{clock} GMT", f"Posted at {clock}", half)[how]
        p.update(label, f"{s.day}T{clock}:00" + ("Z" if how == 0 else ""))
        stamp = (f"<p><strong>{label}</strong></p>", f"<div><span>{label}</span></div>", f"<h4>{label}</h4>")[how]
        out.append(
            f"{stamp}<h3>{p.head(heading)}</h3>{paras(p, lines)}"
            if how != 1
            else f"<li class=q>{stamp}{paras(p, lines, 'div')}</li>"
        )
    inner = "".join(out)
    if how == 1:
        inner = out[0] + f"<ol class=zz>{''.join(out[1:])}</ol>"
    head = meta(s, time=f"{s.day}T05:00:00Z" if how == 0 else None) + (
        f'<meta name="date" content="{s.day}">' if how else ""
    )
    p.html = document(
        head, f"{menu()}<div class=page><h1>{title}</h1>{inner}{links_box(s, 'More on this story')}</div>{foot(s)}"
    )
    return p


def relative_times() -> list[Page]:
    """ "2 hours ago" for the reader, the moment in an attribute: datetime, milliseconds since 1970, seconds."""
    return [_relative(f"live-relative-{n}", story(n + 10), n) for n in range(3)]


def _relative(name: str, s: Story, how: int) -> Page:
    p = Page(name, published=f"{s.day}T06:00:00+00:00", author=None)
    out = [f"<h1>{p.title(s.title)}</h1>"]
    for n, (clock, heading, lines) in enumerate(_updates(s)[:3]):
        label = f"{n + 2} hours ago"
        p.update(label, f"{s.day}T{clock}:00Z")
        seconds = int(datetime.fromisoformat(f"{s.day}T{clock}:00+00:00").timestamp())
        stamp = (
            f'<time datetime="{s.day}T{clock}:00Z">{label}</time>',
            f'<span class="date-relative" data-timestamp="{seconds}000">{label}</span>',
            f'<abbr class="when" data-utime="{seconds}" title="{clock}">{label}</abbr>',
        )[how]
        cls = ("timeline-item", "wysiwyg live-update", "liveblog-post")[how]
        out.append(
            f"<div class='{cls}' data-id='{n}'>{stamp}<h2>{p.head(heading)}</h2><div>{paras(p, lines)}</div></div>"
        )
    p.html = document(
        meta(s, time=f"{s.day}T06:00:00+00:00"), f"{menu()}<main id=main>{''.join(out)}</main>{teasers(s)}{foot(s)}"
    )
    return p


def ticker() -> list[Page]:
    """A ticker: one line an update, its stamp the beginning of the line and so a part of its block, or an element of its own."""
    pages = []
    for n in range(3):
        s = story(n + 13)
        p = Page(f"live-ticker-{n}", published=s.day)
        out = [f"<h1>{p.title(s.title)}</h1><p>{p.body(s.said)}</p>"]
        rows = []
        for clock, line in zip(("21:10", "17:45", "12:02", "06:30"), s.paragraphs, strict=False):
            if n == 0:
                p.update(clock, f"{s.day}T{clock}:00")
                rows.append(f"<li>{p.body(f'<b>{clock}</b> – {line}')}</li>")
            elif n == 1:
                p.update(f"{clock} CET", f"{s.day}T{int(clock[:2]) - 1:02}{clock[2:]}:00Z")
                rows.append(f"<p>{p.body(f'<strong>{clock} CET:</strong> {line}')}</p>")
            else:
                p.update(clock, f"{s.day}T{clock}:00+03:00")
                rows.append(
                    f'<li class="timeline-entry"><time datetime="{s.day}T{clock}:00+03:00">{clock}</time><p>{p.body(line)}</p></li>'
                )
        rows_html = "".join(rows)
        out.append(f"<ul class=ticker>{rows_html}</ul>" if n != 1 else rows_html)
        head = meta(s, og=n != 1) + f'<meta name="dc.date" content="{s.day}">'
        p.html = document(head, f"{menu('Home', 'Live')}<article>{''.join(out)}</article>{foot(s)}")
        pages.append(p)
    return pages


def stamped_words() -> list[Page]:
    """A blog's post that grows by "UPDATE 1800 GMT:" above an original entry."""
    pages = []
    for n in range(2):
        s = story(n + 16)
        p = Page(f"live-stamped-{n}", published=f"{s.day}T09:00:00+00:00", author=s.author)
        title = f"<h1 class=entry-title>{p.title(s.title)}</h1>"
        out = []
        for clock, line, more in (("1800", *s.paragraphs[1:3]), ("1230", *s.paragraphs[3:5])):
            label = f"UPDATE {clock} GMT"
            p.update(label, f"{s.day}T{clock[:2]}:{clock[2:]}:00Z")
            stamped = p.body(f"<strong>{label}:</strong> {line}")
            out.append(f"<p>{stamped}</p><p>{p.body(more)}</p><hr>")
        label = ("Original entry", "ORIGINAL POST")[n]
        p.update(label, f"{s.day}T09:00:00+00:00", kind="original")
        out.append(f"<p><em>{label}:</em></p>{paras(p, (s.paragraphs[0], s.paragraphs[5]))}")
        post = f'<article class="post-{n}7 hentry">{title}<div class=entry-content>{"".join(out)}</div></article>'
        p.html = document(meta(s, time=f"{s.day}T09:00:00+00:00"), f"{menu()}<div id=content>{post}</div>{foot(s)}")
        pages.append(p)
    return pages
