"""What a bench is asked to run, and whether its outcome is right; one module a family. No simulator is imported."""
