"""A file that one process at a time may use."""

from typing import BinaryIO

from sayso.errors import ConfigError

__all__ = ["hold"]


def hold(file: BinaryIO | int, taken: ConfigError) -> None:
    """Keeps other processes out until the file is closed, or the process is dead. Does nothing on Windows.

    Args:
        file: An open file, or its descriptor.
        taken: What to raise if another process has it.
    """
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise taken from None
