"""docker-compose.yml: what depends on what, who can reach whom, and what may be left unsaid."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import boto3
import pytest
import redis
from moto.server import ThreadedMotoServer

from edusmart.machine.embedded import redis_command
from tests.ops.compose import FILE, Missing, example, filled, services
from tests.ops.documents import documented, readers
from tests.processes import ROOT, wait_until
from tts.service.settings import Settings

POOLS = {
    "workers-telling", "workers-long-telling", "workers-rewriting", "workers-translation",
    "workers-illustration", "workers-narration",
}  # fmt: skip
OURS = POOLS | {"web", "sweep", "migrate", "bucket"}
KEYS = "s3-keys"
ONE_SHOT = {"migrate", "bucket", KEYS}
STORES = {"postgres", "redis", "s3", "tts-redis"}
SPEECH = {"chatterbox-tts", "tts-worker"}
SECRETS = {
    "SECRET_KEY", "POSTGRES_PASSWORD", "APP_DATABASE_PASSWORD", "REDIS_PASSWORD", "TTS_REDIS_PASSWORD",
    "S3_ROOT_PASSWORD", "AWS_SECRET_ACCESS_KEY", "CHATTERBOX_API_KEY",
}  # fmt: skip


def docker_compose() -> list[str] | None:
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]):
            asked = subprocess.run([*command, "version"], capture_output=True, check=False)
            if asked.returncode == 0:
                return command
    return None


@pytest.mark.skipif(docker_compose() is None, reason="docker compose is not installed")
def test_compose_accepts_the_file() -> None:
    command = docker_compose() or []
    env = {**os.environ, **{k: v or "filled-in" for k, v in example().items()}}
    asked = [*command, "-f", str(FILE), "config", "--quiet"]
    done = subprocess.run(asked, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_all_the_services_there_should_be() -> None:
    assert set(services()) == OURS | STORES | SPEECH | {KEYS}


def test_only_web_publishes_a_port_and_only_to_this_machine() -> None:
    published = {
        name: service["ports"] for name, service in services().items() if "ports" in service
    }
    assert published == {"web": ["127.0.0.1:8000:8000"]}


def test_stores_and_speech_are_on_internal_networks_only() -> None:
    networks = filled({k: v or "x" for k, v in example().items()})["networks"]
    internal = {name for name, options in networks.items() if options.get("internal")}
    assert internal == {"data", "speech", "speech-jobs"}
    for name in (*STORES, *SPEECH, "sweep", "workers-narration", *ONE_SHOT):
        assert set(services()[name]["networks"]) <= internal, name
    # Speech meets nobody's data but its own: neither the database nor the files nor the other Redis.
    assert services()["chatterbox-tts"]["networks"] == ["speech", "speech-jobs"]
    assert services()["tts-worker"]["networks"] == ["speech-jobs"]
    assert services()["tts-redis"]["networks"] == ["speech-jobs"]


def test_everybody_reaches_whom_they_ask() -> None:
    assert all("data" in services()[name]["networks"] for name in OURS)
    assert "speech" in services()["workers-narration"]["networks"]
    # A published port needs a network that is not internal, and so does the model's provider.
    for name in ("web", *(POOLS - {"workers-narration"})):
        assert "outside" in services()[name]["networks"], name
    hosts = re.findall(r"(?:@|//)([a-z0-9-]+):\d+", str(services()["web"]["environment"]))
    assert set(hosts) == {"postgres", "redis", "s3", "chatterbox-tts", "localhost"}


@pytest.mark.parametrize("name", sorted(STORES))
def test_images_of_others_are_pinned_by_digest(name: str) -> None:
    assert re.fullmatch(r"[\w./-]+:[\w.-]*\d[\w.-]*@sha256:[0-9a-f]{64}", services()[name]["image"])


@pytest.mark.parametrize("name", sorted(OURS | SPEECH))
def test_our_images_have_the_projects_version(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    target = services()[name]["build"]["target"]
    assert services()[name]["image"] == f"edusmart/{target}:{project['version']}"


def test_each_image_of_others_is_chosen_by_one_variable() -> None:
    for name in ("POSTGRES_IMAGE", "REDIS_IMAGE", "S3_IMAGE"):
        assert FILE.read_text().count(f"${{{name}:-") == 1
    for name in sorted(OURS | SPEECH):
        assert "PYTHON_IMAGE" in services()[name]["build"]["args"]


@pytest.mark.parametrize("name", sorted(set(services()) - ONE_SHOT - {"sweep", "web"}))
def test_health_checks(name: str) -> None:
    check = services()[name]["healthcheck"]
    assert check["test"][0] == "CMD"
    assert {"interval", "timeout", "retries"} <= set(check)


def test_what_does_not_answer_http_does_not_inherit_its_health_check() -> None:
    for name in (*ONE_SHOT, "sweep"):
        assert services()[name]["healthcheck"] == {"disable": True}
    assert "healthcheck" not in services()["web"]  # the image's own


def test_speech_and_its_worker_share_redis_folder_and_key() -> None:
    service, worker = (services()[name] for name in ("chatterbox-tts", "tts-worker"))
    for name in ("REDIS_URL", "JOBS_DIR", "API_KEYS", "TIMEOUT_SECONDS"):
        assert service["environment"][name] == worker["environment"][name]
    assert service["environment"]["REDIS_URL"] == "redis://edusmart:filled-in@tts-redis:6379/0"
    assert worker["volumes"] == ["tts-jobs:/jobs"]
    assert "tts-jobs:/jobs" in service["volumes"]
    assert worker["command"] == ["python", "-m", "tts.service.worker"]
    assert worker["environment"]["SERVICE_URL"] == "http://chatterbox-tts:5000"
    assert worker["depends_on"] == {"tts-redis": {"condition": "service_healthy"}}
    assert "MODEL_PATH" not in worker["environment"]
    assert int(worker["deploy"]["replicas"]) == 1


def test_the_order_of_starting() -> None:
    for name in OURS - ONE_SHOT:
        waits = {on: how["condition"] for on, how in services()[name]["depends_on"].items()}
        assert waits == {
            "migrate": "service_completed_successfully",
            "bucket": "service_completed_successfully",
            "redis": "service_healthy",
        }
    assert services()["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert services()[KEYS]["depends_on"] == {"s3": {"condition": "service_healthy"}}
    made = {KEYS: {"condition": "service_completed_successfully"}}
    assert services()["bucket"]["depends_on"] == made
    for name, service in services().items():
        assert service["restart"] == ("no" if name in ONE_SHOT else "unless-stopped")


def test_each_pool_takes_one_queue() -> None:
    for kind in (
        "telling",
        "long_telling",
        "rewriting",
        "translation",
        "illustration",
        "narration",
    ):
        command = services()[f"workers-{kind.replace('_', '-')}"]["command"]
        assert command == ["python", "manage.py", "work", "--kind", kind]


def test_speech_is_bounded() -> None:
    speech = services()["chatterbox-tts"]
    assert speech["deploy"]["resources"]["limits"] == {"cpus": "2.0", "memory": "4G"}
    assert {"WORKERS", "MAX_CONCURRENT_REQUESTS"} <= set(speech["environment"])
    assert int(speech["deploy"]["replicas"]) == 1
    # Docker's own default for a /tmp in memory is noexec, and espeak loads its library from there.
    assert any(mount.startswith("/tmp:exec") for mount in speech["tmpfs"])  # noqa: S108


def test_other_engines_are_a_build_argument_a_folder_and_settings() -> None:
    speech = services()["chatterbox-tts"]
    assert "./tts_models:/models:ro" in speech["volumes"]
    assert {"MODEL_PATH", "TTS_FALLBACK", "VOICES_DIR", "LEXICON_DIR"} <= set(speech["environment"])
    # Empty settings are unset ones: each language gets the best engine that is there.
    chosen = {k: str(v or "") for k, v in speech["environment"].items()}
    assert Settings.from_environ(chosen).tts_engine == "auto"
    assert speech["build"]["args"] == ["PYTHON_IMAGE", "TTS_EXTRAS="]
    assert 'ARG TTS_EXTRAS=""' in (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize("name", sorted(services()))
def test_every_container_is_hardened(name: str) -> None:
    service = services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert any(mount.startswith("/tmp") for mount in service["tmpfs"])  # noqa: S108
    # What becomes another user before it serves anybody.
    begins_as_root = {"CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"}
    assert set(service.get("cap_add", ())) == (begins_as_root if name in STORES else set())


@pytest.mark.parametrize("name", sorted(OURS | SPEECH))
def test_our_containers_run_our_images(name: str) -> None:
    assert services()[name]["build"]["target"] == ("tts" if name in SPEECH else "app")


def test_the_apps_key_is_not_the_stores_own() -> None:
    root = services()["s3"]["environment"]
    given = {k: v or "filled-in" for k, v in example().items()}
    assert root["MINIO_ROOT_USER"] != given["AWS_ACCESS_KEY_ID"]
    assert "s3:*" not in str(services()[KEYS]["command"])
    for name in OURS:
        assert not {"MINIO_ROOT_USER", "MC_HOST_own"} & set(services()[name].get("environment", {}))


def test_only_migrate_owns_the_tables() -> None:
    owner, role = "postgres://edusmart:", "postgres://edusmart_app:"
    for name in OURS:
        url = services()[name]["environment"]["DATABASE_URL"]
        assert url.startswith(owner if name == "migrate" else role), name


def test_what_the_app_does_with_redis_its_account_may_and_nothing_more(tmp_path: Path) -> None:
    socket = tmp_path / "redis.sock"
    command = redis_command(socket, tmp_path, durable=False)
    account = services()["redis"]["command"]
    account = account[account.index("--user") :]
    server = subprocess.Popen([*command, *account], stdout=subprocess.DEVNULL)
    env = {
        "PATH": os.environ["PATH"], "SECRET_KEY": "x", "EDUSMART_VAR": str(tmp_path),
        "REDIS_URL": f"unix://edusmart:filled-in@{socket}",
    }  # fmt: skip
    pool = services()["workers-illustration"]
    workers = None
    try:
        wait_until(socket.exists, "Redis' socket")
        workers = subprocess.Popen([sys.executable, *pool["command"][1:]], cwd=ROOT, env=env)

        def registered() -> bool:
            check = [sys.executable, *pool["healthcheck"]["test"][2:]]
            return not subprocess.run(check, env=env, capture_output=True, check=False).returncode

        wait_until(registered, "a registered worker")
        ours = redis.Redis.from_url(env["REDIS_URL"])
        assert ours.publish("edusmart:change", "1") >= 0
        for words in (["FLUSHALL"], ["CONFIG", "GET", "*"], ["KEYS", "*"], ["DEBUG", "SLEEP", "0"]):
            with pytest.raises(redis.exceptions.NoPermissionError):
                ours.execute_command(*words)  # type: ignore[no-untyped-call]
        with pytest.raises(redis.exceptions.AuthenticationError):
            redis.Redis(unix_socket_path=str(socket)).ping()
    finally:
        for process in (workers, server):
            if process:
                process.terminate()
                process.wait()


@pytest.mark.parametrize("name", sorted(OURS | SPEECH))
def test_every_variable_is_a_setting(name: str) -> None:
    assert set(services()[name]["environment"]) <= set(documented())


#: Of this file's own making: its volumes, its networks and the keys that both sides share.
OF_THE_FILE = {"REDIS_URL", "JOBS_DIR", "API_KEYS", "HOST", "PORT", "SERVICE_URL"}


@pytest.mark.parametrize("name", sorted(readers("app")))
def test_every_setting_of_the_app_reaches_its_containers(name: str) -> None:
    given = {**{k: v or "x" for k, v in example().items()}, name: "chosen"}
    all_found = filled(given)["services"]
    for found in (all_found[service] for service in OURS):
        assert found["env_file"] == [{"path": ".env", "required": False}]
        # What is set beside the file goes before it.
        assert found["environment"].get(name, "chosen") == "chosen"


@pytest.mark.parametrize("name", sorted(readers("tts") - OF_THE_FILE))
def test_every_setting_of_the_speech_service_reaches_it(name: str) -> None:
    given = {**{k: v or "x" for k, v in example().items()}, name: "chosen"}
    assert filled(given)["services"]["chatterbox-tts"]["environment"][name] == "chosen"


def test_the_speech_service_is_given_nothing_of_the_app() -> None:
    for name in SPEECH:
        assert "env_file" not in services()[name]


@pytest.mark.parametrize("name", sorted(SECRETS | {"PUBLIC_URL", "ALLOWED_HOSTS"}))
def test_nothing_starts_without_its_secrets(name: str) -> None:
    given = {k: v or "filled-in" for k, v in example().items()}
    with pytest.raises(Missing, match=name):
        filled({**given, name: ""})


def test_the_example_holds_no_secret() -> None:
    assert {name: example()[name] for name in SECRETS} == dict.fromkeys(SECRETS, "")


@pytest.mark.parametrize("name", ["redis", "tts-redis"])
def test_redis_keeps_its_file(name: str) -> None:
    redis = services()[name]
    assert redis["command"][:3] == ["redis-server", "--appendonly", "yes"]
    assert redis["volumes"] == [f"{name}:/data"]


def test_volumes_are_declared() -> None:
    declared = set(filled({k: v or "x" for k, v in example().items()})["volumes"])
    volumes = {v.partition(":")[0] for s in services().values() for v in s.get("volumes", ())}
    used = {volume for volume in volumes if not volume.startswith(".")}
    assert used == declared


def test_the_bucket_is_made_once() -> None:
    command = services()["bucket"]["command"]
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        env: dict[str, Any] = {
            "PATH": os.environ["PATH"], "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
            "AWS_S3_BUCKET": "made-once", "AWS_S3_ENDPOINT_URL": f"http://{host}:{port}",
        }  # fmt: skip
        for _ in range(2):
            subprocess.run([sys.executable, *command[1:]], env=env, cwd=ROOT, check=True)
        s3 = boto3.client(
            "s3", endpoint_url=f"http://{host}:{port}", region_name="us-east-1",
            aws_access_key_id="a", aws_secret_access_key="b",
        )  # fmt: skip
        assert "made-once" in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
    finally:
        server.stop()


@pytest.mark.parametrize("name", ["workers-illustration", "tts-worker"])
def test_workers_are_healthy_while_they_are_registered(
    redis_server: redis.Redis, tmp_path: Path, name: str
) -> None:
    env = {
        "PATH": os.environ["PATH"], "SECRET_KEY": "x", "EDUSMART_VAR": str(tmp_path),
        "JOBS_DIR": str(tmp_path),
        "REDIS_URL": f"unix://{redis_server.connection_pool.connection_kwargs['path']}",
    }  # fmt: skip
    command = services()[name]

    def healthy() -> bool:
        check = command["healthcheck"]["test"][2:]
        done = subprocess.run([sys.executable, *check], env=env, capture_output=True, check=False)
        return done.returncode == 0

    redis_server.flushall()
    assert not healthy()
    workers = subprocess.Popen([sys.executable, *command["command"][1:]], cwd=ROOT, env=env)
    try:
        wait_until(healthy, "a registered worker")
    finally:
        workers.terminate()
        workers.wait()
    assert not healthy()
