"""What files hold that changes no label: the gradient of a rounding, and probabilities of scores."""

from dataclasses import replace

from ..onnx_graph import Graph, Node

RANKED = frozenset({"Softmax", "LogSoftmax"})
"""Operators after which the highest is what was the highest before."""


def simplified(graph: Graph) -> Graph:
    """The graph that ends with the scores, and in which ``(Round(x) - x) + x``, of quantizers that learn, is ``Round(x)``."""
    makers = {node.outputs[0]: node for node in graph.nodes}
    last = makers.get(graph.output)
    if last and last.operator in RANKED and last.inputs:
        graph = replace(graph, output=last.inputs[0], nodes=[node for node in graph.nodes if node is not last])
    nodes = [_rounding(node, makers) for node in graph.nodes]
    read = {graph.output, *(name for node in nodes for name in node.inputs)}
    return replace(graph, nodes=[node for node in nodes if read & set(node.outputs)])


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
