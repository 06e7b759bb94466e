"""What a place-and-route flow is told of memories, of which a bundle has no views but Liberty's."""

from ..params import MacroParameters


def memory_note(p: MacroParameters) -> str:
    """A line of comment for a makefile; nothing where the macro has no memories."""
    names = ", ".join(memory.name for memory in p.memories.values())
    return f"# Add LEF and GDS of the memories, which are a compiler's: {names}.\n" if names else ""
