"""The static site: pages made of a public record and nothing else, which open from a folder, print, and ask nobody for anything.

`pages.site` makes the files, `writing.write_site` puts them where they stand, all of them or none. `docs/how-to/publish.md` has what a
reader finds where, and which addresses last.
"""
