"""Rounding with a gradient: ``(Round(x) - x) + x`` is written by quantizers that learn, and is ``Round(x)``."""

from dataclasses import replace

from ..onnx_graph import Graph, Node


def simplified(graph: Graph) -> Graph:
    """The graph in which such additions are the rounding alone; the subtractions stay, and nothing reads them."""
    makers = {node.outputs[0]: node for node in graph.nodes}
    nodes = [_rounding(node, makers) for node in graph.nodes]
    needed = {graph.output, *(name for node in nodes for name in node.inputs)}
    return replace(graph, nodes=[node for node in nodes if needed & set(node.outputs)])


def _rounding(node: Node, makers: dict[str, Node]) -> Node:
    """An addition as the copy of a rounding, where it is one."""
    if node.operator == "Add" and len(node.inputs) == 2:
        for difference, x in (node.inputs, node.inputs[::-1]):
            subtraction = makers.get(difference)
            if subtraction and subtraction.operator == "Sub" and subtraction.inputs[1:] == (x,):
                rounding = makers.get(subtraction.inputs[0])
                if rounding and rounding.operator == "Round" and tuple(rounding.inputs) == (x,):
                    return Node("Identity", (rounding.outputs[0],), node.outputs, {})
    return node
