"""Why the operating system refused, in words: what `OSError.strerror` says comes in the system's language."""

from __future__ import annotations

import errno

from hexwizard.locale.message import Message, say

_KINDS = {
    errno.ENOENT: "missing",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EISDIR: "folder",
    errno.ENOTDIR: "not-a-folder",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "read-only",
    errno.ELOOP: "link",
}


def why(error: OSError) -> Message:
    """The reason for people to read; a rare one by its name, such as EIO."""
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return say(f"os-error.{_KINDS.get(error.errno or 0, 'other')}", name=name)
