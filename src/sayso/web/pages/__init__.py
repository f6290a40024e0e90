"""The pages, each a function from what was asked to an answer; :mod:`sayso.web.contents` lists them."""
