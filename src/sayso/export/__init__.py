"""Claims of a ledger in the formats of others: tables, maps, graphs, feeds, training data.

>>> from io import BytesIO
>>> from sayso.ledger import Ledger
>>> out = BytesIO()
>>> with Ledger(":memory:") as ledger:
...     export(ledger, None, "geojson", out)
0
>>> out.getvalue()
b'{"type": "FeatureCollection", "features": [\\n]}\\n'
"""

from sayso.export.formats import FORMATS, Format, Options, export, schema

__all__ = ["FORMATS", "Format", "Options", "export", "schema"]
