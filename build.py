"""Build the site: `python build.py`, or `python build.py --help`."""

import sys

try:
    from atlas.cli import main
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is not installed. Try:  pip install -r requirements.txt")

if __name__ == "__main__":
    sys.exit(main())
