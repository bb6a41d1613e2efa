"""What pyproject.toml cannot say: a wheel carries scripts/ and configs/ inside the package (docs/decisions/0009)."""

from __future__ import annotations

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithScripts(build_py):
    """Copies what a checkout has beside the package into the package that is built; an editable one stays as it is."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            for path in [*Path("scripts").glob("*.py"), *Path("configs").rglob("*.yaml")]:
                copy = Path(self.build_lib, "nmt", path)
                self.mkpath(str(copy.parent))
                self.copy_file(str(path), str(copy))


setup(cmdclass={"build_py": BuildWithScripts})
