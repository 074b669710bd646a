"""Build hook: compiles `locale/*/LC_MESSAGES/*.po` into the `.mo` files that gettext reads.

It runs for wheels, source archives and editable installs alike, so that no compiled file is kept in the repository.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_words(root: Path) -> list[Path]:
    """Compile every catalogue below `root`/hexwizard/locale; returns the files written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for source in sorted(root.glob("hexwizard/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parts[-3])
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        written.append(target)
    return written


class BuildWords(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        compile_words(Path(self.root))


if __name__ == "__main__":
    compile_words(Path(__file__).parents[2])
