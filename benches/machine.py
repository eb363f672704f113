"""Run a command, say what it took, and say what the machine is.

A helper of run.py. Knows nothing of tools and pages.
"""

import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent


class Run:
    """What one run took: `wall` and `cpu` in seconds, `peak` in MiB."""

    def __init__(self, wall, cpu, peak):
        self.wall = wall
        self.cpu = cpu
        self.peak = peak


def measure(argv, folder, environment=None, log=os.devnull):
    """Run `argv` in `folder` and return a `Run`.

    Output goes to the file `log`. A status other than 0 ends the harness. The peak has a
    floor, the size of the helper that starts the command; measuring `true` shows it.
    """
    helper = [sys.executable, "-I", "-S", HERE / "measure.py", log, *argv]
    said = subprocess.run(helper, cwd=folder, env={**os.environ, **(environment or {})},
                          stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    if said[0] != "0":
        tail = pathlib.Path(log).read_text(errors="replace")[-2000:] if log != os.devnull else ""
        print(f"{' '.join(map(str, argv[:2]))} ended with status {said[0]}\n{tail}", file=sys.stderr)
        raise SystemExit(2)
    return Run(float(said[1]), float(said[2]), int(said[3]) / 1024)


def settle(folder):
    """Let earlier writes reach the disk, so that no run pays for the one before it."""
    if disk_kind(folder) != "RAM disk (tmpfs)":
        os.sync()


def disk_kind(folder):
    """Return what the folder lies on, such as "ext4 on a solid-state disk"."""
    folder = folder.resolve()
    best = ("", "", "")
    for line in pathlib.Path("/proc/self/mounts").read_text().splitlines():
        device, mount, kind = line.split()[:3]
        inside = mount == "/" or folder == pathlib.Path(mount) or pathlib.Path(mount) in folder.parents
        if inside and len(mount) >= len(best[1]):
            best = (device, mount, kind)
    device, _, kind = best
    if kind == "tmpfs":
        return "RAM disk (tmpfs)"
    name = pathlib.Path(device).name
    block = pathlib.Path("/sys/class/block") / name
    if not block.exists():
        return kind
    whole = block.resolve()
    if not (whole / "queue").exists():
        whole = whole.parent
    if whole.name.startswith(("vd", "xvd")):
        return f"{kind} on a virtual disk"
    if whole.name.startswith("nvme"):
        return f"{kind} on an NVMe disk"
    rotational = whole / "queue" / "rotational"
    spins = rotational.is_file() and rotational.read_text().strip() == "1"
    return f"{kind} on a {'spinning' if spins else 'solid-state'} disk"


def describe(work):
    """Return one sentence that names the machine."""
    model = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1))
    return (f"{model.group(1).strip() if model else os.uname().machine}, {os.cpu_count()} processors, "
            f"{memory / 2**20:.0f} GiB, Linux {os.uname().release}; {disk_kind(work)}")


def commit():
    """Return the commit of the repository, or nothing where that cannot be told."""
    said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=REPOSITORY, capture_output=True,
                          text=True, check=False)
    return f" at commit {said.stdout.strip()}" if said.returncode == 0 and said.stdout.strip() else ""


def work_of_others(seconds=2.0):
    """Return how many processors were busy, on average, while this process slept."""
    def busy_ticks():
        fields = [int(field) for field in pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
        # Fields 3 and 4 are the time idle and waiting for a disk.
        return sum(fields) - fields[3] - fields[4]

    before = busy_ticks()
    time.sleep(seconds)
    return (busy_ticks() - before) / os.sysconf("SC_CLK_TCK") / seconds


def is_busy(others):
    """Return whether other work, in processors, was likely to disturb the measurements."""
    return others > 0.1 * os.cpu_count()
