"""Open `hexwizard demo` in a terminal of its own, wait until it shows, leave it: `open_demo.py PATH/TO/hexwizard`."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

SECONDS = 60


def main() -> int:
    """0 where the demo's home came up and Ctrl+Q ended it with status 0."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.argv[1], [sys.argv[1], "demo", "--lang", "en"])  # noqa: S606 - the program to look at
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen, asked = b"", False
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break  # the terminal closed: the program has ended
        if not asked and b"New call" in seen:
            os.write(terminal, b"\x11")
            asked = True
    else:
        os.kill(child, 9)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(f"demo: {'shown' if asked else 'not shown'}, ended with status {status}")
    if not asked:
        sys.stdout.write(repr(seen[-2000:]) + "\n")
    return 0 if asked and status == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
