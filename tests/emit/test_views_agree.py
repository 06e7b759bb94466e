"""Black box, LEF and Liberty name the same pins, with the same directions, bits and supplies."""

from hypothesis import given
from hypothesis import strategies as st

from bitline import platforms
from bitline.emit.physical import physical
from bitline.emit.pins import black_box
from bitline.params import MacroParameters, family_presets, preset
from bitline.platforms import Platform
from strategies import legal_two_way

from .views import Seen, of_lef, of_liberty, of_verilog

ARRAYS = [p for p in map(preset, family_presets()) if p.array_pins]
KITS = [platforms.load(name) for name in platforms.names()]


@given(legal_two_way() | st.sampled_from(ARRAYS), st.sampled_from(KITS))
def test_views_agree(p: MacroParameters, kit: Platform):
    files = physical(p, kit, {})
    seen = of_verilog(black_box(p.array_name, p.array_pins))
    lef, liberty = (files[f"constraints/{p.array_name}.{end}"] for end in ("lef", "lib"))
    assert seen == of_lef(lef) == of_liberty(liberty, p.array_name)
    supplies = {name: Seen("INOUT", (0,)) for name in ("VDD", "VSS")}
    assert seen == supplies | {pin.name: Seen(pin.direction.upper(), tuple(reversed(range(pin.width)))) for pin in p.array_pins}


@given(legal_two_way(), st.sampled_from(KITS))
def test_the_same_parameters_give_the_same_text(p: MacroParameters, kit: Platform):
    assert physical(p, kit, {}) == physical(p, kit, {})
