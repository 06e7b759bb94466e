"""The command line, a module a command: each prints for a reader, or with ``--json`` one object for a script.

Exit status 0: done and right; 1: ran, and found something wrong; 2: bad input, one sentence on standard error.
"""

import os
import signal
import sys
from typing import NoReturn

import click

from .. import __version__
from ..emit.write import OutputError
from ..params import ParameterError
from .build import build
from .check import check
from .datasheet import datasheet
from .estimate import estimate
from .papers import papers
from .presets import presets
from .replay import replay
from .report import report
from .run import run
from .screen import BAD_INPUT, FOUND_WRONG, FoundWrongError
from .simulate import simulate
from .sweep import sweep
from .synth import synth
from .train import train


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def commands() -> None:
    """Generate the digital half of compute-in-memory macros. TARGET is a preset's name or a TOML file."""


for command in (presets, check, build, datasheet, simulate, replay, synth, run, train, estimate, papers, sweep, report):
    commands.add_command(command)


def main() -> NoReturn:
    """Run the command line and exit."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that temporary files go
    try:
        with commands.make_context("bitline", sys.argv[1:]) as context:
            status = commands.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as left:  # after --help and --version
        status = left.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message(), file=sys.stderr)
        sys.exit(BAD_INPUT)
    except click.ClickException as error:
        _end(BAD_INPUT, error.format_message())
    except (ParameterError, OutputError) as error:
        _end(BAD_INPUT, str(error))
    except FoundWrongError as error:
        _end(FOUND_WRONG, str(error))
    except KeyboardInterrupt as interruption:
        _end(130, f"interrupted; {str(interruption) or 'nothing was left behind'}")
    except BrokenPipeError:  # the reader of our output has gone
        _silence()
        sys.exit(0)
    except OSError as error:
        if error.filename is None:  # it is about something already open
            _silence()
        _end(BAD_INPUT, f"{error.filename or 'output cannot be written'}: {error.strerror}")
    sys.exit(status or 0)


def _end(status: int, sentence: str) -> NoReturn:
    print(f"bitline: {' '.join(sentence.split())}", file=sys.stderr)
    sys.exit(status)


def _silence() -> None:
    """What standard output could not take is not tried again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
