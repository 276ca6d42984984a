"""Build the site: `python build.py`, or `python build.py --help`."""

import gc
import sys

from atlas.cli import main

if __name__ == "__main__":
    gc.disable()  # nearly all that a build makes lives to its end, so that looking for waste is waste
    try:
        code = main()
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not installed. Try:  pip install -r requirements.txt")
    gc.freeze()  # else all of it would be looked through once more before the process may end
    sys.exit(code)
