"""Reports of runs: plain results in, one self-contained HTML page out."""
