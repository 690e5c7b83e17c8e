"""The project's own settings with a folder, a Redis and a database of the tests' own."""

import atexit
import os
import shutil
import tempfile

_var = tempfile.mkdtemp(prefix="edusmart-test-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
for _name in (
    "REDIS_URL",
    "PUBLIC_URL",
    "AWS_S3_BUCKET",
    "REPL_ID",
    "FILE_STORAGE",
    "GEMINI_API_KEY",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "OPENAI_STORY_MODEL",
    "OPENAI_IMAGE_MODEL",
    "CHATTERBOX_URL",
):
    os.environ.pop(_name, None)
os.environ["EDUSMART_VAR"] = _var
os.environ["LOG_LEVEL"] = "WARNING"
# The stand-ins' stories have little to do with the documents of the tests; those of mending switch it on.
os.environ["MEND_INVENTIONS"] = "0"
os.makedirs(f"{_var}/static")

from edusmart.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# For the processes that tests start. In a test's own process it would cost each request a thread.
MIDDLEWARE.remove("edusmart.staticfiles.ServedForever")  # noqa: F405

if _sqlite := DATABASES["default"].get("OPTIONS", {}).get("init_command"):  # noqa: F405
    # What a machine that loses its power would leave is of no interest here.
    _unsynced = _sqlite.replace("synchronous=NORMAL", "synchronous=OFF")
    DATABASES["default"]["OPTIONS"]["init_command"] = _unsynced  # noqa: F405

if _template := os.environ.get("TEST_TEMPLATE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": _template}  # noqa: F405
