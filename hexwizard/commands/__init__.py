"""The command line's commands, one small file each, so that `cli.py` never becomes the file that knows everything."""
