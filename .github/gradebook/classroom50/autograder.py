"""Grades a submission with the Flat Backprop kit: what Classroom 50's runner calls, in the student's
checkout. It leaves result.json and release-body.md there.

The kit lies beside this file, and is built first; in an image of ./Dockerfile it is built already, and
KIT names it. A submission that was graded ends with 0, whatever its points. Anything else is the
machine's failure: the runner reports an error then, and no score.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).resolve().parent
options = (here / "options").read_text().split("\n")[:-1]


def built_kit() -> str:
    """The path of the kit, built if need be."""
    if "KIT" in os.environ:
        return os.environ["KIT"]
    if shutil.which("swift") is None:
        sys.exit("There is no Swift on this runner: use an image of the Dockerfile beside this file.")
    package = str(here / "kit")
    if subprocess.run(["swift", "build", "--package-path", package, "--product", "kit"]).returncode:
        sys.exit("The kit does not build here: it takes Swift 6.2 or later, as in the Dockerfile.")
    return str(here / "kit/.build/debug/kit")


def main() -> int:
    kit = built_kit()
    checkout = pathlib.Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        one = ["gradebook", "--one", str(checkout), "--out", str(work / "records/submission.json")]
        if status := subprocess.run([kit, *one, *options]).returncode:
            return status
        collect = ["gradebook", "--collect", str(work / "records"), "--out", str(work / "grades")]
        formats = ["--format", "classroom50,github"]
        if status := subprocess.run([kit, *collect, *formats, *options]).returncode:
            return status
        # A record is named as the folder that was graded, and there is one.
        (result,) = (work / "grades/classroom50").iterdir()
        (annotations,) = (work / "grades/github").glob("*.txt")
        (summary,) = (work / "grades/github").glob("*.md")
        for file, name in [(result, "result.json"), (summary, "release-body.md")]:
            # A student may have left a link of that name, to somewhere else.
            (checkout / name).unlink(missing_ok=True)
            shutil.copy(file, checkout / name)
        # GitHub reads these from the log, and shows each beside its line.
        print(annotations.read_text(), end="", flush=True)
    return 0


sys.exit(main())
