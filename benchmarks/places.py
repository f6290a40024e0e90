"""Places on GeoVirus (229 Wikinews reports) and LGL (588 articles of American local papers).

    python benchmarks/places.py [--data DIR]

``found``: F1 of names by overlap, each gold name paired with one of ours. GeoVirus marks no demonyms, LGL does: ours count only
there. ``resolved``: of the gold names that were found, the share placed within 161 km of the gold point ("names given"; the
customary limit of 100 miles). ``placed``: the same of all gold names with a point, found or not. ``entry`` (GeoVirus, which links
Wikipedia): as ``resolved``, and a country, continent or province is also right if it is the one that the gold page is about: gazetteers
put the point of China, Russia or Europe at places more than 161 km apart.
"""

import argparse
import json
import os
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote

from sayso.models import parse
from sayso.places import resolve
from sayso.places.keys import key
from sayso.places.rank import kilometres

Gold = tuple[int, int, float | None, float | None, str]
WIDE = ("country", "region", "province")


def read(path: Path) -> list[tuple[str, list[Gold]]]:
    """Texts with the start, end, latitude, longitude and Wikipedia page of their names; a name without a point has None."""
    out = []
    for article in ET.parse(path).getroot():
        gold = []
        for one in [*article.iter("location"), *article.iter("toponym")]:
            tag = one if one.tag == "location" else one.find("gaztag")
            point = (float(tag.findtext("lat")), float(tag.findtext("lon"))) if tag is not None and tag.find("lat") is not None else (None, None)
            page = unquote((one.findtext("page") or "").rpartition("/")[2]).replace("_", " ")
            gold.append((int(one.findtext("start")), int(one.findtext("end")), *point, page))
        out.append((article.findtext("text") or "", gold))
    return out


def score(docs, *, demonyms: bool, parsed=None) -> dict[str, float]:
    found = golds = ours = pointed = seen = near = same = 0
    spent, words = 0.0, 0
    for n, (text, gold) in enumerate(docs):
        p = parsed[n] if parsed else parse(text)
        began = time.process_time()
        places = [x for x in resolve(p) if demonyms or x.use != "demonym"]
        spent += time.process_time() - began
        words += len(p)
        used = set()
        for a, b, lat, lon, page in gold:
            hit = next((x for i, x in enumerate(places) if i not in used and x.start < b and a < x.end and not used.add(i)), None)
            found += hit is not None
            if lat is not None and lon is not None:
                pointed += 1
                seen += hit is not None
                close = hit is not None and hit.latitude is not None and kilometres(lat, lon, hit.latitude, hit.longitude) <= 161
                near += close
                same += close or (hit is not None and hit.precision in WIDE and key(page) in (key(hit.name), key(hit.text)))
        golds += len(gold)
        ours += len(places)
    return {
        "found": round(200 * found / (golds + ours), 2),
        "resolved": round(100 * near / max(1, seen), 2),
        "entry": round(100 * same / max(1, seen), 2),
        "placed": round(100 * near / max(1, pointed), 2),
        "n": golds,
        "words_per_second": round(words / spent),
    }


def measure(data: Path) -> dict[str, dict[str, float]]:
    """Per cent by corpus; ``n`` is the number of gold names."""
    return {
        "geovirus": score(read(data / "places/GeoVirus.xml"), demonyms=False),
        "lgl": score(read(data / "places/lgl.xml"), demonyms=True),
    }


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, default=Path(os.environ.get("SAYSO_DATA", "../shared/data")))
    print(json.dumps(measure(ap.parse_args().data), indent=1))
