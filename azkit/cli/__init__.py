"""The command line: flags become calls, results become streams and exit codes."""
