"""Outside tools on emitted files: a macro as cells of a library, and whether these meet its constraints."""
