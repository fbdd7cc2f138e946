"""By what a record is made: a desk's policy, with the words, names and places that it is applied with."""

from functools import cache

from sayso.gazetteer.lookup import Gazetteer
from sayso.publish.loaded import NeutralNames
from sayso.publish.public.material import Material
from sayso.publish.public.patterns import reaching_spans
from sayso.publish.public.people import People
from sayso.publish.public.places import Grid, Places
from sayso.publish.public.policy import Policy
from sayso.publish.public.words import publishing
from sayso.publish.wording import Wording


class Rules:
    """The rules of one record, made once of its material."""

    def __init__(self, material: Material, policy: Policy, gazetteer: Gazetteer) -> None:
        self.material = material
        self.policy = policy
        self.gazetteer = gazetteer
        self.reports = {report.id: report for report in material.reports}
        self.publishing = publishing(policy.language)
        self.notes: dict[str, str] = self.publishing.words.notes
        self.wording = Wording(policy.language)
        self.months: tuple[str, ...] = self.wording.words.months
        self.names = NeutralNames(policy.language)
        self.loaded = cache(self.names.loaded)
        """Tells whether words take a side; each words are asked about once a record, for the same ones stand in it many times."""
        self.reaching = cache(_reaching)
        """Tells whether words give an exact point or a way to reach somebody."""
        self.people = People(material, policy, gazetteer)
        self.places = Places(gazetteer, Grid(policy.grid_km))


def _reaching(text: str) -> bool:
    return bool(reaching_spans(text))
