"""Build the site: `python build.py`, or `python build.py --help`."""

import sys

from atlas.cli import main

if __name__ == "__main__":
    try:
        sys.exit(main())
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not installed. Try:  pip install -r requirements.txt")
