"""Points handed out: to processes on this machine, or to the workers of a Dask cluster, through the same interface."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from multiprocessing import connection
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 64
"""Points handed out at once: enough for the workers of a cluster, few enough to begin within a second."""


class ClusterError(Exception):
    """Why a cluster cannot be used, in a sentence."""


def carried_out(
    work: Callable[[Item], Result], items: Iterable[Item], *, scheduler: str | None = None, workers: int | None = None
) -> Iterator[Result]:
    """The results, in the order in which they come.

    Parameters
    ----------
    scheduler : str, optional
        Address of a Dask cluster's scheduler; its workers must have this package. Default: processes on this machine.
    workers : int, optional
        Processes on this machine, 1 for this very one; default: one a core.

    Raises
    ------
    ClusterError
        Where there is no such cluster, no Dask, or the cluster goes away.
    """
    if scheduler is None and workers == 1:
        yield from map(work, items)
        return
    with _executor(scheduler, workers) as executor:
        left = iter(items)
        running: set[Future[Result]] = {executor.submit(work, item) for item in islice(left, AHEAD)}
        try:
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                running |= {executor.submit(work, item) for item in islice(left, len(done))}
                yield from (future.result() for future in done)
        finally:
            for future in running:
                future.cancel()


@contextmanager
def _executor(scheduler: str | None, workers: int | None) -> Iterator[Executor]:
    if scheduler is None:
        apart = multiprocessing.get_context("forkserver")  # a fork would copy this process with its threads' locks
        with ProcessPoolExecutor(workers, mp_context=apart, initializer=_end_with_parent) as pool:
            yield pool
        return
    with _client(scheduler) as client, _losses(scheduler), client.get_executor(pure=False) as executor:
        yield executor


@contextmanager
def _losses(scheduler: str) -> Iterator[None]:
    """What a cluster that goes away, or cannot do the work, raises."""
    from distributed import KilledWorker

    try:
        yield
    except (KilledWorker, CancelledError, OSError, ImportError) as error:
        why = f"the cluster was lost ({type(error).__name__})"
        raise ClusterError(f"{scheduler}: {why}; what is done is kept, and the same command goes on") from None


def _end_with_parent() -> None:
    """A worker whose parent has been killed ends too, instead of waiting for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _client(scheduler: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError("a cluster needs Dask: pip install bitline[cluster]") from None
    try:
        return Client(scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise ClusterError(f"{scheduler}: no Dask scheduler answers there: {error}") from None
