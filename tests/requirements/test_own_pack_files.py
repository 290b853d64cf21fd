"""What may stand in a dossier's folder of packs."""

import os

import pytest

from cpd_toolkit.dossier import Dossier
from cpd_toolkit.errors import DossierError
from cpd_toolkit.requirements.load import library


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_no_pack_and_nobody_waits_for_it(tmp_path):
    (tmp_path / "packs").mkdir()
    os.mkfifo(tmp_path / "packs" / "own.toml")
    with pytest.raises(DossierError, match=r"own\.toml"):
        library(Dossier(tmp_path, lang="en"))
