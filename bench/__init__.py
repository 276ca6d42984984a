"""Measurements that are run by hand: never by a test, because they depend on the machine."""
