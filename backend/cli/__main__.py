"""``python -m backend.cli``."""

from backend.cli import main

raise SystemExit(main())
