"""The two-way array in Verilog: a link to a model outside the simulator, and a model by itself."""

from collections.abc import Sequence

from ...params.two_way import Side, TwoWay
from ..pins import ports
from . import chip
from .stand_in import stand_in
from .template import filled


def link(p: TwoWay) -> str:
    """The array's stand-in; ``forward_code`` and ``backward_code``, where there is one, are deposited, a byte a converter."""
    return stand_in(p, strobe="sample", drive=_drive(p), deposits=_codes(p), decisions=_decisions(p))


def _drive(p: TwoWay) -> list[str]:
    """Pins that decide an evaluation, highest first."""
    plane = ["plane"] if p.drives_planes else []
    return [*plane, "slot", *(["backward", "column_drive"] if "backward" in p.sides else []), "row_drive"]


def _codes(p: TwoWay) -> str:
    return "".join(f"  reg [{8 * side.converters - 1}:0] {side.direction}_code = 0;\n" for side in p.sides.values())


def _decisions(p: TwoWay) -> str:
    """Comparators from the byte-wide codes, in one concatenation a side: slice by slice would wake every reader each time."""
    out = []
    for side in p.sides.values():
        codes = [f"{side.direction}_code[{8 * n + p.adc.bits - 1}:{8 * n}]" for n in reversed(range(side.converters))]
        if p.adc.kind == "sar":
            bits, trial = p.adc.bits, f"{side.direction}_trial"
            trials = [f"{trial}[{bits * n + bits - 1}:{bits * n}]" for n in reversed(range(side.converters))]
            pin, parts = "above", [f"{code} >= {trial}" for code, trial in zip(codes, trials, strict=True)]
        else:
            ones = f"{{{p.codes[-1]}{{1'b1}}}}"
            pin, parts = "level", [f"~({ones} << {code})" for code in codes]
        joined = ",\n    ".join(parts)
        out.append(f"  assign {side.direction}_{pin} = {{\n    {joined}\n  }};\n")
    return "\n".join(out)


def model(p: TwoWay) -> str:
    """The array itself, behaviourally: ideal, or with ``+chip`` one whose tables lie in ``FOLDER``.

    The arithmetic is that of ``bitline_sim.arrays.two_way``, integer for integer, so both give the same codes from one seed.
    With ``+transcript`` evaluations and writes leave a line each in ``transcript.txt`` there, complete once ``over`` has risen.
    """
    return filled(
        "two_way.v",
        p=p,
        sides=list(p.sides.values()),
        most=max(side.converters for side in p.sides.values()),
        ports=ports(p.array_pins, ["read_data"]),
        codes=_codes(p),
        chip=chip,
        loaded=chip.loaded(_tables(p)),
        evaluations="".join(_evaluation(p, side) for side in p.sides.values()),
        decisions=_decisions(p),
    )


def _tables(p: TwoWay) -> Sequence[str]:
    """The tables that make a chip."""
    thresholds = (f"threshold_{direction}" for direction in p.sides)
    return ("gain", "mid_forward", "mid_backward", *thresholds, "stuck", "life", "preferred", "stored", "noise", "chip")


def _evaluation(p: TwoWay, side: Side) -> str:
    """One direction: every driven line's charge to the bit lines, and their conversion."""
    name = side.direction
    lines, drive = ("COLUMNS", "column_drive") if side.backward else ("ROWS", "row_drive")
    output = "(lane * SHARE + at)"
    row, column = (output, "line") if side.backward else ("line", output)
    one = side.one_plane_at_a_time
    place = "lane" if one else "lane * PLANES + plane_"
    chosen = "\n              if (plane[plane_])" if one else ""
    return f"""  task evaluate_{name};
    begin
      for (line = 0; line < {lines}; line = line + 1) begin
        digit = {drive}[line * DIGIT +: DIGIT];
        if (digit != 0) begin
          for (lane = 0; lane < {side.lanes}; lane = lane + 1)
            for (plane_ = 0; plane_ < PLANES; plane_ = plane_ + 1){chosen}
              charge[{place}] = charge[{place}] + digit * put[({row} * COLUMNS + {column}) * PLANES + plane_];
{_mid_line(p, side)}        end
      end
      for (n = 0; n < {side.converters}; n = n + 1) begin
        develop;
        code = 0;
        for (k = {p.adc.bits - 1}; k >= 0; k = k - 1)
          if (value >= threshold_{name}[n * LEVELS + (code | 1 << k) - 1]) code = code | 1 << k;
        {name}_code[8 * n +: 8] = code;
      end
      if (transcript != 0) $fwrite(transcript, "evaluate %h %h\\n", {{{", ".join(_drive(p))}}}, {name}_code);
    end
  endtask

"""


def _mid_line(p: TwoWay, side: Side) -> str:
    """The charge of the mid-level line's cells, on the last converter."""
    if not p.has_mid_line:
        return ""
    last = f"charge[{side.converters - 1}]"
    if side.one_plane_at_a_time:
        each = "for (plane_ = 0; plane_ < PLANES; plane_ = plane_ + 1)\n            if (plane[plane_]) "
        return f"          {each}{last} = {last} + digit * mid_backward[line * PLANES + plane_];\n"
    table = "mid_backward[line * PLANES]" if side.backward else "mid_forward[line]"
    return f"          {last} = {last} + digit * {table};\n"
