"""Made-up pages of social networks, and articles that hold posts: Telegram's web view, Mastodon, posts set into stories."""

from tests.pages.furniture import foot, menu, meta, paras
from tests.pages.page import Page, document
from tests.pages.stories import story


def telegram() -> list[Page]:
    """Telegram's web view of a channel: messages with their time below them, answers, forwarded messages, previews of links."""
    pages = []
    for n in range(2):
        s = story(n + 54)
        channel = ("Vale Defence Ministry", "Mill Watch", "Orvaal Now")[n]
        p = Page(f"telegram-{n}", published=None)
        p.title(channel)
        out = []
        for k, line in enumerate(s.paragraphs[: 4 + n]):
            at = f"{s.day}T{8 + 2 * k:02}:1{k}:09+00:00"
            writer = "General Staff" if n == 1 and k == 2 else channel
            p.post(writer, at, f"{8 + 2 * k:02}:1{k}")
            fore = (
                '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from <a class="tgme_widget_message_forwarded_from_name" href="https://t.invalid/gs"><span dir="auto">General Staff</span></a></div>'
                if writer != channel
                else ""
            )
            reply = (
                f'<a class="tgme_widget_message_reply" href="https://t.invalid/x/1"><div class="tgme_widget_message_author accent_color"><span class="tgme_widget_message_author_name">{channel}</span></div><div class="tgme_widget_message_text js-message_reply_text" dir="auto">{s.paragraphs[0][:60]}</div></a>'
                if k == 3
                else ""
            )
            text = p.body(line)
            if k == 1:
                text += f"<br/><br/>{p.body(s.said)}"
            photo = (
                '<a class="tgme_widget_message_photo_wrap" href="#" style="width:800px;background-image:url(\'x.jpg\')"></a>'
                if k == 0
                else ""
            )
            preview = (
                '<a class="tgme_widget_message_link_preview" href="https://news.invalid"><div class="link_preview_site_name accent_color">Quay Tribune</div><div class="link_preview_title">Ferry service to the islands resumes</div><div class="link_preview_description">Ferries will run again from Monday, the port authority has said in a short notice.</div></a>'
                if k == 2
                else ""
            )
            out.append(
                f'<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="x/{k}"><div class="tgme_widget_message_user"><a href="https://t.invalid/x"><i class="tgme_widget_message_user_photo"></i></a></div><div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name" href="https://t.invalid/x"><span dir="auto">{channel}</span></a></div>'
                f'{fore}{reply}{photo}<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>{preview}<div class="tgme_widget_message_footer compact js-message_footer"><div class="tgme_widget_message_info short js-message_info"><span class="tgme_widget_message_views">{k}.4K</span><span class="copyonly"> views</span><span class="tgme_widget_message_meta"><a class="tgme_widget_message_date" href="https://t.invalid/x/{k}"><time datetime="{at}" class="time">{8 + 2 * k:02}:1{k}</time></a></span></div></div></div></div></div>'
            )  # fmt: skip
        side = f'<div class="tgme_channel_info"><div class="tgme_channel_info_header"><div class="tgme_channel_info_header_title"><span dir="auto">{channel}</span></div></div><div class="tgme_channel_info_counters"><div class="tgme_channel_info_counter"><span class="counter_value">12.4K</span> <span class="counter_type">subscribers</span></div></div><div class="tgme_channel_info_description">News from the front, checked and sent around the clock by our desk in the capital.</div></div>'
        p.html = document(
            f'<title>{channel} – Telegram</title><meta property="og:title" content="{channel}">',
            f'<header class="tgme_header"><div class="tgme_header_title">{channel}</div></header><main class="tgme_main" data-url="/s/x"><div class="tgme_container"><section class="tgme_channel_history js-message_history"><div class="tme_messages_more_wrap"><a class="tme_messages_more" href="/s/x?before=1"></a></div>{"".join(out)}</section><aside class="tgme_right_column">{side}</aside></div></main>',
        )
        pages.append(p)
    return pages


def mastodon() -> list[Page]:
    """Threads on Mastodon: the first post and answers, each with name, handle and time; counts below."""
    pages = []
    for n in (0, 2):
        s = story(n + 57)
        p = Page(f"mastodon-{n}", published=None)
        p.title(f"{s.author}: {s.title}")
        out = []
        for k, line in enumerate(s.paragraphs[: 3 + n]):
            at = f"{s.day}T{k + 6:02}:30:00Z"
            name, handle = (s.author, "ines") if k != 2 else ("Relief Desk", "relief")
            p.post(name, at, f"{s.day} {k + 6:02}:30")
            kind = (
                "detailed-status detailed-status--flex"
                if k == 0 and n != 2
                else "status status-public"
                if n != 2
                else "entry h-entry status"
            )
            out.append(
                f'<div class="{kind}"><div class="p-author h-card"><a class="detailed-status__display-name u-url" href="/@{handle}"><span class="display-name"><bdi><strong class="display-name__html p-name">{name}</strong></bdi> <span class="display-name__account">@{handle}@vale.invalid</span></span></a></div>'
                f'<div class="status__content e-content"><p>{p.body(line)}</p>{f"<p>{p.body(s.said)}</p>" if k == 1 else ""}</div><div class="detailed-status__meta"><a class="status__relative-time" href="/@{handle}/{k}"><time class="formatted" datetime="{at}">{s.day} {k + 6:02}:30</time></a> · <span class="detailed-status__reblogs">{k} boosts</span></div></div>'
            )  # fmt: skip
        p.html = document(
            f'<title>{s.author}: {s.title}</title><meta property="og:title" content="{s.author}: {s.title}">',
            f'<div class="public-layout"><div class="header"><nav><a href=/about>About vale.invalid</a></nav></div><div class="activity-stream">{"".join(out)}</div></div>',
        )
        pages.append(p)
    return pages


def x_posts() -> list[Page]:
    """Posts of X set into an article: the plain block quotation, one with another's mark-up, one made a picture's caption."""
    pages = []
    for n in range(3):
        s = story(n + 60)
        at = f"{s.day}T17:00:00+00:00"
        p = Page(f"x-posts-{n}", published=at, author=s.author)
        top = f"<h1>{p.title(s.title)}</h1>{paras(p, s.paragraphs[:2])}"
        year, month, day = s.day.split("-")
        written = f"{('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November')[int(month) - 1]} {int(day)}, {year}"
        p.post("Mill Watch", s.day, written if n == 2 else None)
        said = p.body("Two trucks burnt at the crossroads this morning, one driver is missing. #KelderMill")
        p.back()
        tweet = (
            f'<blockquote class="twitter-tweet" data-width="550"><p lang="en" dir="ltr">{said}</p>&mdash; Mill Watch (@millwatch) <a href="https://twitter.invalid/m/status/1">{written}</a></blockquote><script async src="https://platform.invalid/widgets.js"></script>',
            f'<figure class="wp-block-embed is-type-rich is-provider-twitter"><div class="wp-block-embed__wrapper"><blockquote class="twitter-tweet"><p lang="en" dir="ltr">{said} <a href="https://t.invalid/a">pic.twitter.com/a1b2</a></p>&mdash; Mill Watch (@millwatch) <a href="https://twitter.invalid/m/status/1?ref=x">{written}</a></blockquote></div></figure>',
            f'<div class="embed tweet-embed"><div class="tweet-header"><span class="fullname">Mill Watch</span> <span class="username">@millwatch</span></div><p class="tweet-text">{said}</p><time datetime="{s.day}">{written}</time></div>',
        )[n]
        if n == 1:
            tweet = tweet.replace(' <a href="https://t.invalid/a">pic.twitter.com/a1b2</a>', "")
        rest = paras(p, s.paragraphs[2:6])
        p.html = document(
            meta(s, time=at), f"{menu()}<article><div class=body>{top}{tweet}{rest}</div></article>{foot(s)}"
        )
        pages.append(p)
    return pages


def other_posts() -> list[Page]:
    """Posts of Facebook, Instagram and Telegram set into an article."""
    pages = []
    for n in range(2):
        s = story(n + 63)
        at = f"{s.day}T17:00:00+00:00"
        p = Page(f"other-posts-{n}", published=at, author=s.author)
        top = f"<h1>{p.title(s.title)}</h1>{paras(p, s.paragraphs[:3])}"
        if n == 0:
            p.post("Relief Desk", at)
            said = p.body("Our team reached the upper town with the first two lorries of flour this evening.")
            embed = f'<div class="fb-post" data-href="https://fb.invalid/p"><blockquote cite="https://fb.invalid/p" class="fb-xfbml-parse-ignore"><p>{said}</p>Posted by <a href="https://fb.invalid/r">Relief Desk</a></blockquote></div>'
        else:
            p.post("Orvaal Now", f"{s.day}T06:31:00+00:00", "06:31")
            said = p.body("The northern bridge is closed. Use the ferry landing below the mill until further notice.")
            embed = f'<div class="telegram-post"><div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name">Orvaal Now</a></div><div class="tgme_widget_message_text">{said}</div><a href="https://t.invalid/o/3"><time datetime="{s.day}T06:31:00+00:00">06:31</time></a></div>'
        p.back()
        p.html = document(
            meta(s, time=at),
            f"{menu()}<main><article>{top}{embed}{paras(p, s.paragraphs[3:6])}</article></main>{foot(s)}",
        )
        pages.append(p)
    return pages
