"""nmt: a French to English transformer that you can train, read and take apart.

Nothing is imported here: `import nmt` costs nothing, and each room is imported by name
(`from nmt.config import load_config`).
"""

from __future__ import annotations

__version__ = "0.1.0"
