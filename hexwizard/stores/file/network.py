"""Whether a file stands on a network file system, where a lock of this machine may not keep another one out."""

from __future__ import annotations

import re
from pathlib import Path, PureWindowsPath

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset(
    {"9p", "afs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4"}
)
_NETWORK |= {"fuse.glusterfs", "fuse.s3fs", "fuse.sshfs", "ocfs2", "smb3", "smbfs", "vboxsf"}
_REMOTE = 4
_OCTAL = re.compile(r"\\([0-7]{3})")


def is_on_network(path: Path, mounts: Path = _MOUNTS) -> bool:
    """Whether the folder of `path` is mounted from another machine, as far as the system tells."""
    drive = PureWindowsPath(path).drive
    if str(path).startswith(("\\\\", "//")) or (drive and _drive_type(drive + "\\") == _REMOTE):
        return True
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    kinds = dict(_mount(line) for line in lines if " - " in line)
    return next((kinds[str(folder)] in _NETWORK for folder in path.resolve().parents if str(folder) in kinds), False)


def _drive_type(root: str) -> int:
    """What Windows says that the drive is (GetDriveTypeW); nothing elsewhere."""
    import ctypes

    windows = getattr(ctypes, "windll", None)
    return int(windows.kernel32.GetDriveTypeW(root)) if windows else 0


def _mount(line: str) -> tuple[str, str]:
    """(mount point, kind) of a line of mountinfo (proc(5)); the last mount on a point is the one that is seen."""
    before, _, after = line.partition(" - ")
    point = _OCTAL.sub(lambda found: chr(int(found[1], 8)), before.split()[4])
    return point, after.split()[0]
