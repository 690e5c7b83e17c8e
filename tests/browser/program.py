"""Which browser the tests drive, and how it is started."""

import shutil

#: The shell without a window is the same Chromium with half the processor time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]


def browser_program() -> str:
    """Return the path of the first browser that is installed; fails with a sentence where none is."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found, f"This needs one of: {', '.join(BROWSERS)}."
    return found
