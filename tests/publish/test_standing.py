"""What a brief says of how well an event is borne out: origins and the two grades, apart."""

import pytest

from sayso.publish.brief import compose
from sayso.publish.markdown import markdown
from sayso.publish.page import page
from sayso.reconcile import reconcile
from sayso.values.place import Place

TEXT = "Shells hit Tarsa, the mayor said.\nShells hit Tarsa, the radio said.\nThe post: shells hit Tarsa.\n"


def told(make: type, *voices: str, channel: str = "body") -> tuple[str, str, str]:
    """The standing of the one development, the Markdown and the page of some voices on one shelling."""
    maker = make(TEXT)
    quotes = TEXT.splitlines()
    place = Place(name="Tarsa", id="t", lat=10.0, lon=20.0, radius_m=4000, precision="city", span=(0, 0))
    claims = tuple(
        maker.claim(quote, event="shelling", says=voice, day="2031-05-13", channel=channel if at else "body")
        for at, (quote, voice) in enumerate(zip(quotes, voices, strict=False))
    )
    claims = tuple(type(c)(**{n: getattr(c, n) for n in c.__struct_fields__} | {"places": (place,)}) for c in claims)
    brief = compose([maker.report], claims, reconcile(claims), [])
    (development,) = brief.developments
    return development.standing, markdown(brief), page(brief)


@pytest.mark.parametrize(
    ("voices", "channel", "expected"),
    [
        pytest.param(
            ("Mayor", "Radio"), "body", "1 report, 2 independent origins. Did it happen: fair.", id="two sources"),
        pytest.param(
            ("Mayor", "Mayor"), "body", "1 report, 1 independent origin. Did it happen: weak.", id="one source twice"),
        pytest.param(("Mayor",), "body", "", id="one claim"),
        pytest.param(("Mayor", "Radio"), "quoted", "", id="a pasted post bears nothing out"),
    ],
)  # fmt: skip
def test_standing(voices: tuple[str, ...], channel: str, expected: str, make: type) -> None:
    standing, as_markdown, as_page = told(make, *voices, channel=channel)
    assert standing == expected
    assert expected in as_markdown
    assert expected in as_page
