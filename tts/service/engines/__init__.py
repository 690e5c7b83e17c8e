"""The speech engines behind one protocol; a heavy package is imported only with its engine."""
