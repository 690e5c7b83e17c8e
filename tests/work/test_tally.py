"""What an aggregate's state says of its parts."""

from edusmart.work.rows.tally import tally


def test_what_was_cancelled_keeps_the_progress_that_it_had() -> None:
    assert tally(["completed", "failed", "cancelled", "cancelled"]).progress() == 50
    assert tally(["cancelled", "completed", "processing", "pending"]).progress() == 25
    assert tally(["completed", "completed"]).progress() == 100
    assert tally(["cancelled"]).progress() == 0
