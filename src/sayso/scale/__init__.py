"""Many reports: archives with all cores or a cluster, and feeds that are watched.

>>> from sayso.scale import Plan, run
>>> from sayso.intake import Options
>>> plan = Plan(options=Options(publisher="Grey Harbour Post"), workers=2)

``run(["archive/*.warc.gz"], "readings", plan)`` then reads all of an archive into the folder ``readings``.
"""

from sayso.scale.batch import Plan, Standing, run
from sayso.scale.feeds import Feed, feeds_of
from sayso.scale.watch import News, Watching, watch

__all__ = ["Feed", "News", "Plan", "Standing", "Watching", "feeds_of", "run", "watch"]
