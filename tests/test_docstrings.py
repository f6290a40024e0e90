"""What a module offers, it describes."""

import importlib
import inspect
import pkgutil

import pytest

import sayso

MODULES = sorted(m.name for m in pkgutil.walk_packages(sayso.__path__, "sayso.") if m.name != "sayso.__main__")


@pytest.mark.parametrize("name", MODULES)
def test_public_functions_and_classes_have_docstrings(name):
    module = importlib.import_module(name)
    for public in getattr(module, "__all__", ()):
        thing = getattr(module, public)
        if (inspect.isclass(thing) or inspect.isroutine(thing)) and thing.__module__ == name:
            own = thing.__dict__.get("__doc__") if inspect.isclass(thing) else thing.__doc__
            assert own, f"{name}.{public}"
            assert not own.startswith(f"{public}("), f"{name}.{public} has the docstring that dataclasses make"


@pytest.mark.parametrize("name", MODULES)
def test_modules_say_what_they_offer(name):
    module = importlib.import_module(name)
    for public in getattr(module, "__all__", ()):
        assert hasattr(module, public), f"{name}.{public}"
