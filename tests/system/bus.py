"""Transfers on the register bus."""

from typing import Any

from hardware import set_ports

ERROR = "error"


def write(address: int, data: int) -> dict[str, int]:
    return {"pwrite": 1, "paddr": address, "pwdata": data}


def read(address: int) -> dict[str, int]:
    return {"pwrite": 0, "paddr": address}


async def transfer(ctx: Any, device: Any, order: dict[str, int]) -> Any:
    """What a transfer of two cycles is answered: the data read, None for a write, or an error."""
    set_ports(ctx, device, {**order, "psel": 1, "penable": 0})
    await ctx.tick()
    ctx.set(device.penable, 1)
    _, _, ready, failed, data = await ctx.tick().sample(device.pready, device.pslverr, device.prdata)
    set_ports(ctx, device, {"psel": 0, "penable": 0})
    assert ready and not ctx.get(device.pslverr)
    return ERROR if failed else None if order["pwrite"] else data
