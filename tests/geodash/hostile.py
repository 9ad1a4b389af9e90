"""A story in which every text of an article tries to be markup, a template or code."""

from __future__ import annotations

from geodata.model import Story
from tests.geodash.helpers import event, evidence, place, proposal, stance, story

HOSTILE = (
    "{{7*7}} {% for x in y %} {# z #} ${alert(1)} `${alert(2)}` </script><script>alert(3)</script> <!-- "
    "<img src=x onerror=alert(4)> $5 and $6 &lt;b&gt; \\u003c \\\\ \"q\" 'r' \u2028\u2029 \u202e %s %(x)s {0} end"
)
TEXT = f"Alpha said {HOSTILE}. Beta said no."


def hostile_story() -> Story:
    """One town, one event, one proposal, one name that was not placed; each in the same hostile words."""
    words = [evidence(f"Alpha said {HOSTILE}", TEXT)]
    town = place("gn:1", point=[34.3, 31.34], country="PS", toponyms=words) | {"name": HOSTILE}
    happened = event(
        "e1",
        "gn:1",
        label=HOSTILE[:90],
        evidence=words,
        attributed_to=HOSTILE,
        actors=[{"name": HOSTILE, "role": "source"}],
    )
    wanted = proposal("p1", "gn:1", name=HOSTILE, evidence=words, status_reason=HOSTILE)
    wanted |= {"positions": [stance(HOSTILE, "proposes", HOSTILE, evidence=words)], "geometry_basis": "containing_area"}
    lost = {"reason": HOSTILE, "toponyms": words, "candidates": []}
    article = {"headline": HOSTILE, "source_office": HOSTILE, "url": "javascript:alert(5)"}
    return story(
        TEXT, article=article, places=[town], events=[happened], proposals=[wanted], unresolved=[lost]
    ).model_copy(update={"title": HOSTILE})
