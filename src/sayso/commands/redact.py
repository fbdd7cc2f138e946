"""`sayso redact`: words, a part or a report, made unreadable for good."""

import click

from sayso.commands.inputs import existing
from sayso.commands.options import LEDGER, Place
from sayso.errors import UsageError
from sayso.ledger.blackening import Words
from sayso.ledger.ledger import Ledger
from sayso.ledger.redact import Mandate, Plan, part_plan, plan_lines, report_plan, words_plan
from sayso.pipeline import Pipeline
from sayso.screen.phrases import number_of
from sayso.screen.terminal import safe


@click.command("redact")
@click.option("--words", multiple=True, metavar="WORDS", help="Words to black out everywhere; may be given again.")
@click.option(
    "--field",
    "fields",
    nargs=2,
    metavar="ENTRY PART",
    help="One part of one entry: `people` or `words` of a claim, `words` of a report.",
)
@click.option("--report", metavar="ID", help="The whole text of a report, with the words of its claims and its bytes.")
@click.option("--authority", required=True, metavar="WHO", help="On whose authority: a court, an editor, the person.")
@click.option("--reason", required=True, metavar="WHY", help="Why; it stays readable, so it must not hold the words.")
@click.option("--by", required=True, metavar="NAME", help="Your pseudonym.")
@click.option("--dry-run", is_flag=True, help="Only list what would go.")
@LEDGER
def command(
    *,
    words: tuple[str, ...],
    fields: tuple[str, str] | None,
    report: str | None,
    authority: str,
    reason: str,
    by: str,
    dry_run: bool,
    ledger: Place,
) -> None:
    """Make words, a part of an entry or a whole report unreadable for good; every proof stays whole.

    The words go from the ledger, its log and every backup made afterwards; older backups still hold them.
    """  # fmt: skip
    if sum((bool(words), fields is not None, report is not None)) != 1:
        message = "say what is to go: --words, --field or --report, one of them"
        raise UsageError(message)
    wanted = Words(words) if words else None
    if wanted is not None and any(wanted.are_in(said) for said in (authority, reason, by)):
        message = "--authority, --reason and --by stay readable, so they must not hold the words"
        raise UsageError(message)

    with existing(ledger) as record:
        if dry_run:
            plans: tuple[Plan, ...] = (_plan(record, wanted, fields, report, 0),)
        else:
            mandate = Mandate(authority=authority, reason=reason, by=by)
            plans = Pipeline().redact(record, lambda after: _plan(record, wanted, fields, report, after), mandate)
    for line in (line for plan in plans for line in plan_lines(plan)):
        click.echo(safe(line))
    parts, captures = sum(len(plan.parts) for plan in plans), sum(len(plan.captures) for plan in plans)
    went = f"{number_of(parts, 'part')} and {number_of(captures, 'capture')}"
    click.echo(f"{'would be made' if dry_run else 'made'} unreadable: {went}")


def _plan(record: Ledger, words: Words | None, fields: tuple[str, str] | None, report: str | None, after: int) -> Plan:
    """Return what goes, as far as it stands after an entry; a part and a report are found once."""
    if words is not None:
        return words_plan(record, words, after=after)
    if after:
        return Plan(parts=(), captures=(), kept=(), seq=after)
    return part_plan(record, *fields) if fields is not None else report_plan(record, report or "")
