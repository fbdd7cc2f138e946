"""Whatever the words and their order, reading them is no fault, gives the same twice, and every span leads to its words."""

from datetime import UTC, datetime
from functools import cache
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.capture.files import capture_stream
from sayso.intake import Reading
from sayso.pipeline import Pipeline
from sayso.settings import Settings

VOCABULARY = (
    "several tens of hundreds dozens couple few more than at least up to nearly about 61 1,200 50 000 8 half a million two "
    "first third both none killed wounded died injured dead bodies casualties soldiers people children women militants of whom "
    "including among them the a an attack strike shelling blast bombing clash truce ceasefire talks siege convoy aid town city "
    "of Marivan Aleppo near north south-west 30 km in at on from to by against between and or but , . ; : — – - “ ” \" ' ‘ ’ ( ) "
    "said told according to citing denied claimed that which who whose he she it they its officials ministry group Reuters army "
    "Monday yesterday last week late August 1800 GMT 10.42am AT 2030 ON 3 JUNE 2016 November 26 since until before after while as "
    "will may might should would not never no if whether why was were is are been being has have had took seized captured fired "
    "rockets UPDATE 0845 GMT: ORIGINAL ENTRY: President Colonel Lavrov U.S. al-Sha’ar Sa'eed #Homs @watch 75% $5 A.M. -LRB- -RRB- `` '' "
    "Comments Related Posts 1. 2. * • \n \n\n KILLED ATTACK THE IN OF GUERRILLAS 20 POLICE"
)
WORDS = VOCABULARY.split(" ")


@cache
def pipeline() -> Pipeline:
    return Pipeline(Settings(comments=True))


def read(text: str) -> Reading:
    taken = capture_stream(BytesIO(text.encode()), pipeline().settings, datetime(2031, 5, 14, tzinfo=UTC))
    return pipeline()._read(taken, "2031-05-14")  # noqa: SLF001 - the way without a file


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(WORDS) | st.text(st.characters(exclude_categories=["C"]), max_size=6), min_size=1, max_size=60
    )
)
def test_reading_any_words_is_no_fault(words: list[str]) -> None:
    text = "SAMPLE " + " ".join(words)
    reading = read(text)
    kept = reading.report.text
    for claim in reading.claims:
        assert claim.quote == kept[slice(*claim.span)]
        spans = [part.span for part in claim.speakers] + [part.span for part in claim.actors]
        spans += [part.span for part in claim.places] + [part.span for part in claim.figures]
        for start, end in spans:
            assert 0 <= start <= end <= len(kept)
        for number, figure in enumerate(claim.figures):
            assert figure.part_of is None or (figure.part_of < len(claim.figures) and figure.part_of != number)
            assert figure.low is None or figure.high is None or figure.low <= figure.high
    assert read(text).claims == reading.claims
