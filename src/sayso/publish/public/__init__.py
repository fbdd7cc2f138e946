"""What goes out: the public record, made from a state of the ledger by the rules of doing no harm, and the gate before it.

Sites, feeds, exports and bundles are made from `PublicRecord` and from nothing else: what is not in it cannot leak from them.
"""
