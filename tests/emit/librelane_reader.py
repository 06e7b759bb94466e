"""What LibreLane says of a configuration, as JSON; run by a Python that has it, and that need not have anything else."""

import json
import sys

from librelane.config.config import Config, InvalidConfig
from librelane.config.flow import flow_common_variables
from librelane.flows.flow import Flow


def variables() -> list:
    """All that its flow of that name, or a step of it, reads."""
    flow = Flow.factory.get("Classic")
    assert flow is not None
    steps = (variable for step in flow.Steps for variable in step.get_all_config_variables())
    return list({each.name: each for each in (*flow_common_variables, *flow.config_vars, *steps)}.values())


def main(config: str, kits: str) -> None:
    kit = {"pdk": "sky130A", "scl": "sky130_fd_sc_hd", "pdk_root": kits}
    try:
        Config.load(config, variables(), **kit, _load_pdk_configs=False)
        found = []
    except InvalidConfig as refused:
        found = [*refused.errors, *refused.warnings]
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
