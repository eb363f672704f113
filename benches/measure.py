"""Run one command and print what it took: a helper of run.py.

    python3 -I -S benches/measure.py LOG COMMAND WORD…

Prints the exit status, wall seconds, processor seconds and peak KiB, with spaces between.
The command's own output goes to the file LOG.

This is a program of its own because Linux counts the size of the process that starts a
command into the command's peak. This one stays small and the same size; the harness does
not.
"""

import os
import sys
import time

log, *command = sys.argv[1:]
to_log = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
          (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
          (os.POSIX_SPAWN_DUP2, 1, 2)]
start = time.perf_counter()
child = os.posix_spawnp(command[0], command, os.environ, file_actions=to_log)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - start
print(os.waitstatus_to_exitcode(status), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
