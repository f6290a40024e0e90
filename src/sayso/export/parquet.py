"""Tables as Parquet, by pyarrow (extra ``parquet``)."""

from typing import Any, BinaryIO

from sayso.export.columns import Layout, cells
from sayso.export.gather import Extract
from sayso.export.libraries import load

__all__ = ["write"]

_ROWS = 50_000  # a row group


def write(extract: Extract, out: BinaryIO, layout: Layout[Any]) -> int:
    """Write a table as one Parquet file, zstd-compressed; each column's meaning is in its metadata under "description".

    Returns:
        The number of rows.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    arrow, parquet = load("pyarrow", "parquet"), load("pyarrow.parquet", "parquet")
    kinds = {
        "string": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
        "date": arrow.date32(),
        "datetime": arrow.timestamp("us", tz="UTC"),
    }
    schema = arrow.schema([arrow.field(c.name, kinds[c.type], nullable=not c.required, metadata={"description": c.meaning}) for c in layout.columns])
    count = 0
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        rows = list(cells(layout, extract))
        for i in range(0, len(rows), _ROWS):
            part = rows[i : i + _ROWS]
            columns = [arrow.array(_converted(values, c.type), type=kinds[c.type]) for c, values in zip(layout.columns, zip(*part, strict=True), strict=True)]
            writer.write_table(arrow.table(columns, schema=schema))
            count += len(part)
    return count


def _converted(values: tuple[Any, ...], kind: str) -> list[Any]:
    if kind == "number":
        return [None if v is None else float(v) for v in values]
    if kind == "string":  # half a surrogate pair is no UTF-8
        return [v if v is None else v.encode("utf-8", "replace").decode() for v in values]
    return list(values)
