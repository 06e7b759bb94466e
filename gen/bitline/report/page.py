"""The report of a network's run on a macro: one HTML file that needs no other, for the screen and for print."""

from markupsafe import Markup

from .. import __version__
from ..emit.block_diagram import block_diagram
from ..emit.chapters import chapters_of
from ..emit.timing_diagram import timing_diagram
from . import plots
from .html import embedded, template
from .results import Results
from .waves import recorded_waves

MEANINGS = {
    "results for the codes given": "what the golden periphery makes of the codes that the array gave",
    "codes": "those of ideal converters",
    "exact results": "the exact integer product of what was written and what was driven",
    "cycles in which operations are done": "the cycle predicted from the parameters",
    "cycles in which results are taken": "the cycle predicted from the parameters",
    "layers' products": "those of the network on the array models alone, the results of its tiles added",
}
"""What each kind of value must equal."""


def page(results: Results) -> str:
    """The report, as HTML."""
    p = results.p
    diagram = chapters_of(p).diagram
    return template("report.html").render(
        r=results,
        p=p,
        version=__version__,
        meanings=MEANINGS,
        diagram=Markup(block_diagram(diagram)) if diagram else "",
        timing=Markup(timing_diagram(recorded_waves(p, results.recording))),
        accuracy=embedded(plots.accuracy(results.accuracies), "Accuracy in floating point, in integers, and on the macro"),
        converters=embedded(plots.converters(results.transfer, p.adc.step), "Transfer curves of the converters"),
        deviations=embedded(
            plots.deviations(results.deviations, results.confusion), "Deviations of products, and confusion of classes"
        ),
        cycles=embedded(plots.cycles(results.cycles), "Cycles of each layer and phase, predicted and counted"),
        images=embedded(plots.images(results.shown), "The images that ran through the Verilog, and what came back to their pixels"),
    )
