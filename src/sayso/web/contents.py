"""The list of pages."""

from sayso.web.page import Page
from sayso.web.pages import article, brief, claim, control, figures, news, places, promises, reports, review, search, sources, timeline

__all__ = ["PAGES"]

PAGES: tuple[Page, ...] = (
    *news.PAGES,
    *reports.PAGES,
    *article.PAGES,
    *claim.PAGES,
    *places.PAGES,
    *timeline.PAGES,
    *figures.PAGES,
    *control.PAGES,
    *promises.PAGES,
    *sources.PAGES,
    *search.PAGES,
    *review.PAGES,
    *brief.PAGES,
)
