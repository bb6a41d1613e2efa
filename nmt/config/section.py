"""What every section of the configuration has in common: strictness, frozen values, rules across fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

RULES_BROKEN = "rules_broken"

# Validation context of the loader: it applies the rules itself, after all fields have been looked at, so that
# one broken field does not hide the rules of the other sections.
RULES_LATER = "rules later"


def _refuse_boolean(value: Any) -> Any:
    """Python counts True as 1, so that `seed: true` would pass for a number without this."""
    if isinstance(value, bool):
        raise PydanticCustomError("boolean_as_number", "expected a number, not true or false")
    return value


# No setting means anything beyond it, and what counts in 32 or 64 bits does not overflow.
LARGEST_INTEGER = 2**31 - 1

# Lax otherwise: a number that was written as text (`1e-3` between quotes) is still a number.
Integer = Annotated[int, BeforeValidator(_refuse_boolean), Field(le=LARGEST_INTEGER)]
Number = Annotated[float, BeforeValidator(_refuse_boolean)]


class BrokenRule(NamedTuple):
    """A rule that joins several fields of a section, and that their values break.

    `fields` are dotted keys relative to the section; the problem is reported at the first one.
    """

    fields: tuple[str, ...]
    problem: str


class Section(BaseModel):
    """A group of settings: unknown keys refused, values frozen, no infinities, never a disk or a device."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        validate_default=True,
        use_attribute_docstrings=False,
        protected_namespaces=(),
    )

    def broken_rules(self) -> Iterator[BrokenRule]:
        """Yield each rule across fields that the values break; sections that have rules override this."""
        yield from ()

    @model_validator(mode="before")
    @classmethod
    def _an_empty_section_means_the_defaults(cls, value: Any) -> Any:
        """`training:` with all its lines commented out reads as null in YAML."""
        return {} if value is None else value

    @model_validator(mode="after")
    def _check_rules(self, info: ValidationInfo) -> Section:
        if info.context == RULES_LATER:
            return self
        broken = list(self.broken_rules())
        if broken:
            message = "; ".join(rule.problem for rule in broken).replace("{", "{{").replace("}", "}}")
            raise PydanticCustomError(RULES_BROKEN, message)
        return self
