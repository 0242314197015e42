"""The parts of OData 4.0 that a read-only feed of one table needs."""
