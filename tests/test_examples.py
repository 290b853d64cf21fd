"""The examples in docstrings run, and give what they show."""

import doctest
import importlib
import pkgutil

import pytest

import cpd_toolkit

MODULES = [found.name for found in pkgutil.walk_packages(cpd_toolkit.__path__, "cpd_toolkit.")]


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_the_examples_of_a_module_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
