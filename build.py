"""Build the site: `python build.py`, or `python build.py --help`."""

import gc
import sys

from atlas.cli import main

if __name__ == "__main__":
    try:
        code = main()
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not installed. Try:  pip install -r requirements.txt")
    gc.freeze()  # to look for waste among all that goes with this process would take as long as a small build
    sys.exit(code)
