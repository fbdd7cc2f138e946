"""All shapes of made-up pages, by name; `python -m tests.pages.shapes DIR` writes every page with its truth beside it, to look at."""

import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from tests.pages import blogs, later, layouts, live, more, official, social, traps
from tests.pages.page import Page

SHAPES: tuple[Callable[[], list[Page]], ...] = (
    live.schema_posting, live.pinned_summary, live.clock_only, live.relative_times, live.ticker, live.stamped_words,
    blogs.wordpress_classic, blogs.wordpress_blocks, blogs.wordpress_comments, blogs.ghost, blogs.drupal, blogs.blogger, blogs.letters,
    official.agencies, official.losses, official.right_to_left, official.statements, official.situation_reports,
    social.telegram, social.mastodon, social.x_posts, social.other_posts,
    layouts.old_tables, layouts.printed, layouts.amp, layouts.paginated, layouts.paywalls, layouts.consent_walls, layouts.newsrooms,
    traps.hidden_words, traps.twice, traps.next_story, traps.front_pages, traps.endless_menus, traps.boxes, traps.pictures, traps.explainers,
    more.live_elsewhere, more.other_systems, more.records,
    later.bulletins, later.threads, later.plain_houses,
)  # fmt: skip


def pages() -> list[Page]:
    """Return every page, in the order of the shapes."""
    return [page for shape in SHAPES for page in shape()]


def write(folder: Path) -> None:
    """Write each page and its truth into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages():
        (folder / f"{page.name}.html").write_text(page.html, encoding="utf-8")
        truth = msgspec.json.format(msgspec.json.encode(page.truth()), indent=1)
        (folder / f"{page.name}.json").write_bytes(truth)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
