"""Options and arguments that several commands take."""

from pathlib import Path

import click

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
seed_option = click.option(
    "--seed", type=click.IntRange(0, 2**32 - 1), default=0, show_default=True, help="Of everything drawn at random."
)
array_option = click.option(
    "--array", type=click.Choice(["ideal", "typical"]), default="ideal", show_default=True, help="Array model."
)
target_argument = click.argument("target")
on_option = click.option("--on", "target", required=True, help="The macro: a preset's name or a TOML file.")
data_option = click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of MNIST's four files; default: BITLINE_DATA, or scikit-learn's digits."
)
liberty_option = click.option(
    "--liberty",
    type=click.Path(path_type=Path),
    multiple=True,
    help="The platform's cells, instead of its own files; can be repeated.",
)
