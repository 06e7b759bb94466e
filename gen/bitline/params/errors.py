"""The one error that bad parameters raise."""


class ParameterError(ValueError):
    """A parameter that cannot be built.

    Parameters
    ----------
    where : str
        The dotted key, as it stands in the TOML file: ``"adc.share"``.
    why : str
        What is wrong with it, with every number that takes part: ``"7 does not divide array.columns = 64"``.
    """

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why
