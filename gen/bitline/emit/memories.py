"""Memories in Verilog: black boxes for synthesis, in whose place a memory compiler's go; models for simulation."""

from ..params import MacroParameters
from ..params.memory import Memory
from .memory_ports import ports


def note(p: MacroParameters) -> str:
    """What a flow is told of the memories, in a makefile's comment; nothing where the macro has none."""
    names = ", ".join(memory.name for memory in p.memories.values())
    return f"# Add LEF and GDS of the memories, which are a compiler's: {names}.\n" if names else ""


def black_box(memory: Memory) -> str:
    """The memory as synthesis sees it."""
    return f"""// {memory.name}: a memory of {memory.words} words of {memory.bits} bits, read and written at the rise of clk.
(* blackbox *)
module {memory.name} (
{_ports(memory)}
);
endmodule
"""


def model(memory: Memory) -> str:
    """The memory itself; with ``+transcript`` every write leaves a line, address and data, in the file of its name."""
    return f"""// {memory.name}: a model of the memory. What it holds at first is unknown.
module {memory.name} (
{_ports(memory, registered="read_data")}
);

  reg [{memory.bits - 1}:0] cells [0:{memory.words - 1}];
  integer transcript;

  initial begin
    transcript = 0;
    if ($test$plusargs("transcript")) transcript = $fopen("{memory.name}.txt", "w");
  end

  always @(posedge clk) begin
    if (read_enable) read_data <= cells[read_address];
    if (write_enable) begin
      cells[write_address] <= write_data;
      if (transcript != 0) begin
        $fwrite(transcript, "%h %h\\n", write_address, write_data);
        $fflush(transcript);
      end
    end
  end

endmodule
"""


def _ports(memory: Memory, registered: str = "") -> str:
    lines = []
    for port in ports(memory):
        bits = f"[{port.width - 1}:0]" if port.width > 1 else ""
        lines.append(f"  {port.direction:6} {'reg' if port.name == registered else 'wire':4} {bits:>9} {port.name}")
    return ",\n".join(lines)
