"""Compiles the register's tables into `src/sayso/register/register.json`; run it after every change to a table."""

from pathlib import Path

from sayso.register.tables import compiled


def main() -> None:
    """Write the compiled register beside its tables and say how large it is."""
    place = Path(__file__).parents[1] / "src" / "sayso" / "register" / "register.json"
    place.write_bytes(compiled())
    print(f"{place.name}: {place.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
