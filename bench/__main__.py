"""python -m bench [--quick] [--only JOB] [--database sqlite|postgresql]: measures, and prints ratios."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "platform"))

from bench.databases import KINDS, databases
from bench.figures import table
from bench.jobs import NAMES, Place, job
from bench.sizes import FULL, QUICK, Sizes


def main() -> int:
    """Measures what is asked for; a job that fails is named, and the others go on."""
    asked = _arguments()
    sizes, failed = Sizes(asked.part), 0
    for kind in asked.database or KINDS:
        with tempfile.TemporaryDirectory(prefix="leadwright-bench-") as folder, databases(kind, Path(folder)) as fresh:
            place = Place(fresh, Path(folder), sizes)
            failed += sum(not _measured(name, kind, place) for name in asked.only or NAMES)
    return 1 if failed else 0


def _measured(name: str, kind: str, place: Place) -> bool:
    title = f"{name}, {kind}" + (f", {place.sizes.part:g} of the sizes" if place.sizes.part != FULL else "")
    try:
        busy = _others()
        print(table(title + busy, job(name)(place)), flush=True)
        return True
    except Exception:
        traceback.print_exc()
        print(f"{title}: failed\n", flush=True)
        return False


def _others() -> str:
    """A warning where others keep the machine busy: then ratios are worth little, too."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    return f" (the machine is busy: load {load:.1f} on {cores} cores)" if load > cores else ""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--quick", dest="part", action="store_const", const=QUICK, default=FULL, help="1/20 of the sizes"
    )
    parser.add_argument("--part", dest="part", type=float, help="another part of the sizes")
    parser.add_argument("--only", action="append", choices=NAMES, metavar="JOB", help=f"one of {', '.join(NAMES)}")
    parser.add_argument("--database", action="append", choices=KINDS, help="one of the two")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
