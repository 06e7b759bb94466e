"""``bitline replay``"""

import time
from pathlib import Path

import click

from .options import json_option
from .verdict import judged


@click.command()
@click.argument("transcript", type=click.Path(path_type=Path))
@json_option
def replay(transcript: Path, as_json: bool) -> int:
    """Judge a TRANSCRIPT of simulate again: the reference's results for the codes that the array gave, beside the device's."""
    from bitline_sim.transcript import TranscriptError, replayed

    begun = time.perf_counter()
    try:
        p, verdict = replayed(transcript.read_text(encoding="utf-8"))
    except OSError as error:
        raise click.ClickException(f"{transcript}: cannot be read: {error.strerror}") from None
    except (TranscriptError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{transcript}: {error}") from None
    return judged(p, verdict, time.perf_counter() - begun, as_json)
