"""Made-up pages of agencies, ministries and other bodies: datelines, tables of losses, right-to-left script, statements with lists."""

from tests.pages.furniture import bare_menu, foot, links_box, menu, meta, paras, share
from tests.pages.page import Page, document
from tests.pages.stories import story


def agencies() -> list[Page]:
    """Agency copy: a dateline before the first sentence, "(Reporting by …)" after the last, a code line."""
    pages = []
    for n in (0, 1, 3):
        s = story(n + 40)
        published = (f"{s.day}T14:22:00+00:00", f"{s.day}T14:22:00Z", s.day, s.day)[n]
        p = Page(f"agency-{n}", published=published, author=s.author)
        dateline = (
            f"{s.town.upper()}, June 2 (Meridian) - ",
            f"{s.town.upper()} (MW) — ",
            f"{s.town}, {s.day[8:]} May. /MW/. ",
            f"{s.town.upper()}, (MW) -- ",
        )[n]
        if n == 2:
            dateline = f"{s.town.upper()} — "
        lines = s.paragraphs
        top = f"<h1 class='headline'>{p.title(s.title)}</h1>"
        first = f"<p>{p.body(lines[0], before=dateline)}</p>"
        rest = paras(p, lines[1:5])
        end = (
            "<p>(Reporting by A. Korro; Editing by L. Pravin)</p>",
            "<p class=signoff>MW/ak/lp</p>",
            "",
            "<p>Our Standards: The Meridian Trust Principles.</p>",
        )[n]
        body = (
            f"<div class='ArticleBody'>{first}{rest}{end}</div>",
            f"<section data-key=article-body>{first}<div data-ad>Advertisement</div>{rest}{end}</section>",
            f"<div class=news-text>{first}{rest}{end}</div>",
            f"<div id=story>{first}{rest}{end}</div>",
        )[n]
        stamp = {2: f"<div class='news-date'>{s.day} 14:22</div>", 3: f"<p class=date>Published: {s.day}</p>"}.get(
            n, ""
        )
        head = meta(s, time=published if n < 2 else None, og=n != 3)
        p.html = document(
            head,
            f"{menu() if n % 2 else bare_menu(s)}<div class=wrap>{top}{stamp}{body}{share()}</div>{links_box(s, 'Latest news')}{foot(s)}",
        )
        pages.append(p)
    return pages


def losses() -> list[Page]:
    """A ministry's table of losses: header cells, rows, a total, a caption; a list in another ministry's hand."""
    pages = []
    for n in range(4):
        s = story(n + 44)
        p = Page(f"losses-{n}", published=s.day, author=None)
        title = f"<h1>{p.title(f'Losses of the enemy as of {s.day}')}</h1>"
        lead = f"<p>{p.body('The General Staff gives the following estimate of losses since the beginning of the offensive on the river.')}</p>"
        rows = [
            ("Personnel", "1,240", "+35"),
            ("Tanks", "86", "+2"),
            ("Armoured vehicles", "141", "+4"),
            ("Drones", "302", "+11"),
        ]
        if n == 0:
            head = f"<caption>{p.caption('Losses by kind, cumulative')}</caption><thead><tr>{p.columns('Kind', 'Total', 'Last day')}</tr></thead>"
            table = f"<table class=stat>{head}<tbody>{''.join(f'<tr>{p.row(*r)}</tr>' for r in rows)}</tbody><tfoot><tr>{p.row('All', '1,769', '+52')}</tr></tfoot></table>"
        elif n == 1:
            table = f"<table border=1 cellpadding=4>{''.join(f'<tr>{p.row(*r)}</tr>' for r in rows)}</table>"
        elif n == 2:
            table = f"<ul class=losses>{''.join('<li>' + p.item(f'{k} <b>{t}</b> ({d})') + '</li>' for k, t, d in rows)}</ul>"
        else:
            table = "".join(f"<tr><th scope=row>{k}</th><td>{t}</td><td>{d}</td></tr>" for k, t, d in rows)
            for r in rows:
                p.row(*r)
            table = f"<table>{table}</table>"
        note = f"<p>{p.body('The figures are being verified; the intensity of the fighting makes the count difficult.')}</p>"
        date = f'<time datetime="{s.day}">{s.day}</time>' if n % 2 else f"<div class=pubdate>{s.day}</div>"
        bar = '<div class="gov-bar"><a href=/>Ministry of Defence of the Vale</a> <a href=/hotline>Hotline</a></div>'
        p.html = document(
            f"<title>Losses of the enemy as of {s.day} — Ministry of Defence</title>",
            f"{bar}{menu('Ministry', 'News', 'Documents')}<main id=content>{title}{date}{lead}{table}{note}</main>{foot(s)}",
        )
        pages.append(p)
    return pages


_ARABIC = [
    ("مقتل 14 شخصا في قصف على سوق بلدة دمسا", "أعلنت وزارة الصحة في إقليم التلال الجافة مقتل 14 شخصا وإصابة 32 آخرين في قصف استهدف سوق بلدة دمسا يوم الاثنين.",
     "وقال المتحدث باسم الوزارة إن بين القتلى 5 أطفال و3 نساء، وإن 7 من المصابين في حالة حرجة.",
     "ولم يصدر أي تعليق من الرتل الحر الذي يسيطر على التلال المحيطة بالبلدة منذ شهر مارس.", "دخان يتصاعد فوق الحي الشرقي من البلدة"),
    ("بيان صادر عن محافظة أورفال بشأن النازحين", "وصلت إلى مركز المدينة 240 عائلة نازحة من القرى الواقعة على ضفة نهر لينا خلال 48 ساعة الماضية.",
     "وتدعو المحافظة المنظمات الإنسانية إلى تقديم 1,500 حصة غذائية و600 خيمة بصورة عاجلة.",
     "وسيبقى الجسر الشمالي مغلقا أمام المركبات حتى إشعار آخر بسبب الأضرار التي لحقت به.", "عائلات تصل إلى مركز المدينة"),
    ("الدفاع المدني: انتشال 6 جثث من تحت الأنقاض", "انتشلت فرق الدفاع المدني 6 جثث من تحت أنقاض مبنى من 4 طوابق في بلدة ليسك بعد عمل استمر 11 ساعة.",
     "وأضافت الفرق أن 9 أشخاص ما زالوا في عداد المفقودين وفق إفادات ذويهم.",
     "وكان المبنى قد أصيب بصاروخ في الساعة 04:30 من فجر الثلاثاء.", "فرق الإنقاذ في موقع المبنى المنهار"),
]  # fmt: skip


def right_to_left() -> list[Page]:
    """Pages in Arabic with Latin figures, from right to left."""
    pages = []
    for n, (title, one, two, three, caption) in enumerate(_ARABIC):
        day = ("2031-01-09", "2031-06-02", "2030-11-23")[n]
        published = f"{day}T13:05:00+03:00" if n != 1 else day
        p = Page(f"arabic-{n}", published=published)
        head = f"<title>{title} | وكالة التلال</title><meta property='og:title' content='{title}'>"
        head += f"<meta property='article:published_time' content='{published}'>" if n == 0 else ""
        date = (
            f"<span dir=ltr>{day} 13:05</span>",
            f'<time datetime="{day}">2 يونيو 2031</time>',
            f'<time datetime="{published}">منذ ساعتين</time>',
        )[n]
        nav = '<nav><ul><li><a href="/ar">الرئيسية</a></li><li><a href="/ar/news">أخبار</a></li></ul></nav>'
        top = f"<h1>{p.title(title)}</h1><div class='post-meta'>{date}</div>"
        if n == 2:
            text = "<br><br>".join(p.body(line) for line in (one, two, three))
            inner = f"<div class='text'>{text}</div><figure><img src=x.jpg alt='صورة'><figcaption>{p.caption(caption)}</figcaption></figure>"
        else:
            inner = f"<figure><img src=x.jpg alt='صورة'><figcaption>{p.caption(caption)}</figcaption></figure>{paras(p, (one, two, three))}"
            if n == 1:
                inner += f"<h2>{p.head('أبرز الاحتياجات')}</h2><ul>{''.join('<li>' + p.item(x) + '</li>' for x in ('حليب أطفال وأدوية للأمراض المزمنة', 'وقود لتشغيل 3 مولدات كهربائية'))}</ul>"
        p.html = document(
            head,
            f"{nav}<article>{top}{inner}</article><footer><p>جميع الحقوق محفوظة 2031</p></footer>",
            attributes='lang="ar" dir="rtl"',
        )
        pages.append(p)
    return pages


def statements() -> list[Page]:
    """Statements with lists: numbered demands, nested lists, a signature; headings in bold type."""
    pages = []
    demands = (
        "An immediate end to the shelling of inhabited quarters.",
        "Free passage for ambulances over the northern bridge.",
        "The release of the nine men who were taken on Monday.",
    )
    for n in range(4):
        s = story(n + 48)
        p = Page(f"statement-{n}", published=s.day, author=None)
        name = (
            "Statement of the Council of Elders on the events of the week",
            "Press release No. 14",
            "Joint statement by five relief organisations",
            "Communiqué of the third round of talks",
        )[n]
        title = f"<h1>{p.title(name)}</h1>" if n != 3 else f"<h2 class=title>{p.title(name)}</h2>"
        intro = paras(p, (s.paragraphs[0], "We demand of all parties to the conflict:"))
        if n == 0:
            points = f"<ol>{''.join(f'<li>{p.item(d)}</li>' for d in demands)}</ol>"
        elif n == 1:
            points = f"<ul><li>{p.item(demands[0])}<ul><li>{p.item('In the market quarter first of all.')}</li><li>{p.item('Along the river road as well.')}</li></ul></li><li>{p.item(demands[1])}</li></ul>"
        elif n == 2:
            points = "".join(f"<p>{p.body(f'{k}. {d}')}</p>" for k, d in enumerate(demands, 1))
        else:
            points = f"<p><strong>{p.head('On the exchange of prisoners')}</strong></p>{paras(p, s.paragraphs[2:4])}<p><b>{p.head('On the reopening of the bridge')}</b></p>{paras(p, s.paragraphs[4:5])}"
        last = paras(p, s.paragraphs[5:6])
        when = (
            f"<p class=date>{s.day}</p>",
            f"<div class=field-date>{s.day}</div>",
            f"<p>Date: {s.day}</p>",
            f"<span class=posted-on>{s.day}</span>",
        )[n]
        crumbs = '<div class="breadcrumbs"><a href=/>Home</a> » <a href=/press>Press room</a></div>'
        pdf = '<div class="download-box"><a href="/s.pdf">Download as PDF</a></div>' if n % 2 else ""
        p.html = document(
            f"<title>{name}</title>",
            f"{menu('About', 'Press')}{crumbs}<div class='content-area'>{title}{when}{intro}{points}{last}{pdf}</div>{foot(s)}",
        )
        pages.append(p)
    return pages


def situation_reports() -> list[Page]:
    """Situation reports: key figures, numbered headings, tables, footnotes."""
    pages = []
    for n in range(2):
        s = story(n + 52)
        p = Page(f"sitrep-{n}", published=s.day, author=None)
        name = f"Situation Report No. {n + 7}: {s.town}"
        top = f"<h1>{p.title(name)}</h1><div class='sr-date'>As of {s.day}</div><h2>{p.head('1. Highlights')}</h2>"
        marks = f"<ul class=highlights>{''.join(f'<li><p>{p.item(line)}</p></li>' for line in s.paragraphs[1:4])}</ul>"
        two = f"<h2>{p.head('2. Displacement')}</h2>{paras(p, s.paragraphs[4:5])}"
        table = f"<div class=table-responsive><table><tr>{p.columns('District', 'Families')}</tr><tr>{p.row('Upper town', '240')}</tr><tr>{p.row('River road', '1,115')}</tr></table></div>"
        three = f"<h2>{p.head('3. Needs')}</h2>{paras(p, s.paragraphs[5:7])}"
        contents = '<div class="toc"><h2>Contents</h2><ol><li><a href="#1">Highlights</a></li><li><a href="#2">Displacement</a></li></ol></div>'
        head = f'<title>{name} | Relief Desk</title><meta name="dcterms.date" content="{s.day}">'
        p.html = document(
            head,
            f"{menu('Updates', 'Countries')}<main><article class='report'>{contents if n else ''}{top}{marks}{two}{table}{three}</article></main>{foot(s)}",
        )
        pages.append(p)
    return pages
