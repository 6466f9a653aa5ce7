"""`python -m azkit`."""

import sys

from azkit.entry import main

if __name__ == "__main__":
    sys.exit(main())
