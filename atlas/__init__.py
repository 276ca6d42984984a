"""The program behind the Acupoint Atlas: text in on the left, a folder of files out on the right."""
