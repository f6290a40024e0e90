"""Files of others are what their list says they are."""

import subprocess
import sys
from pathlib import Path


def test_the_list_holds():
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "tools/vendor_web.py", "--check"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
