"""What stands around the report on made-up pages: menus, teasers, sharing, newsletters, consent; in several hands' markup."""

from collections.abc import Iterable

from tests.pages.page import Page
from tests.pages.stories import Story


def meta(s: Story, *, kind: str = "article", time: str | None = None, site: bool = True, og: bool = True) -> str:
    """Return a head with a title and what its system states; `time` goes into article:published_time."""
    parts = [f"<title>{s.title}{f' | {s.outlet}' if site else ''}</title>"]
    if og:
        parts.append(f'<meta property="og:title" content="{s.title}"><meta property="og:type" content="{kind}">')
        parts.append(f'<meta property="og:site_name" content="{s.outlet}">')
    if time:
        parts.append(f'<meta property="article:published_time" content="{time}">')
    return "".join(parts)


def paras(p: Page, lines: Iterable[str], tag: str = "p") -> str:
    """Return paragraphs of the report, each in an element of its own."""
    return "\n".join(f"<{tag}>{p.body(line)}</{tag}>" for line in lines)


def menu(*names: str) -> str:
    links = "".join(
        f'<li><a href="/{n.lower()}/">{n}</a></li>' for n in (names or ("Home", "War", "Economy", "Culture"))
    )
    return f'<header class="site-header"><a href="/" class="logo">Front page</a><nav><ul>{links}</ul></nav></header>'


def bare_menu(s: Story) -> str:
    """A menu by an author who knows neither <nav> nor telling names."""
    links = " | ".join(f'<a href="/c/{n}">{name}</a>' for n, name in enumerate(("Home", "Region", "World", "Weather")))
    return f"<div class=x1>{s.outlet}</div><div class=x2>{links}</div>"


def teasers(s: Story, heading: str = "Related stories") -> str:
    cards = "".join(
        f'<article class="card"><h3><a href="/news/{n}">{o}</a></h3><p>Our reporters on what it means for you.</p></article>'
        for n, o in enumerate(s.others)
    )
    return f'<section class="related-articles"><h2>{heading}</h2>{cards}</section>'


def links_box(s: Story, heading: str = "Read also") -> str:
    items = "".join(f'<li><a href="/n/{n}">{o}</a></li>' for n, o in enumerate(s.others[:3]))
    return f"<div><h4>{heading}</h4><ul>{items}</ul></div>"


def share() -> str:
    return '<div class="share-buttons"><a href="https://x.invalid/s">Share on X</a> <a href="mailto:?">E-mail</a> <button>Copy link</button></div>'


def newsletter() -> str:
    return (
        '<form class="newsletter-signup"><h3>The morning briefing</h3><p>Get the most important stories from the region '
        "in your inbox every weekday at seven.</p><input type=email><button>Sign up</button></form>"
    )


def consent(cls: str = "cookie-banner") -> str:
    return (
        f'<div class="{cls}" role="dialog"><p>We and our 214 partners store and access information on your device, such as '
        "cookies, to show you personal adverts and to measure them. You may change your mind at any time.</p>"
        "<button>Accept all</button><button>Settings</button></div>"
    )


def foot(s: Story) -> str:
    return (
        '<footer><ul><li><a href="/about">About us</a></li><li><a href="/contact">Contact</a></li></ul>'
        f"<p>© 2031 {s.outlet}. All rights reserved. No part of this page may be copied without leave.</p></footer>"
    )
