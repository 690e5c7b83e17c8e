"""A stand-in for an issuer of OpenID Connect: real tokens, signed with a real key, and whatever is wrong."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "edusmart", "a secret of thirty-two characters"
VERIFIED = {"email": "nora@school.example", "email_verified": True, "preferred_username": "nora"}


class Issuer:
    """What it says of the person next, and with which key; `asked` is what the site asked it for."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.signer: Any = self.key
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {}
        self.asked: dict[str, str] = {}
        self.is_down = False
        #: What it answers at a path in place of what it should; where it sends on to, "" for nowhere.
        self.instead: dict[str, Any] = {}
        self.elsewhere: dict[str, str] = {}
        #: The path whose answer comes a byte at a time, and never ends.
        self.endless = ""
        #: The path whose headers come a byte at a time, and never end.
        self.dripping = ""

    def says(self, **claims: Any) -> None:
        """Say this of who comes next; None leaves a claim out."""
        self.claims = {"sub": "person-1", **claims}

    def visited(self, location: str) -> str:
        """Somebody follows the site's redirect and proves who they are; the query they come back with."""
        query = parse_qs(urlsplit(location).query)
        self.asked = {name: values[0] for name, values in query.items()}
        return f"code=abc&state={self.asked['state']}"

    def token(self) -> str:
        said = {
            "iss": self.url, "aud": CLIENT, "iat": int(time()), "exp": int(time()) + 300,
            "nonce": self.asked.get("nonce"), **self.claims,
        }  # fmt: skip
        kept = {name: value for name, value in said.items() if value is not None}
        header = {"alg": self.algorithm, "kid": "one"}
        return jwt.encode(header, kept, self.signer, algorithms=[self.algorithm])

    def sign_with_the_sites_secret(self) -> None:
        self.signer, self.algorithm = OctKey.import_key(SECRET), "HS256"

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, Any]:
        if self.is_down:
            return 503, "<html>away</html>"
        if path in self.elsewhere:
            return 302, ""
        if path in self.instead:
            return 200, self.instead[path]
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token", "jwks_uri": f"{self.url}/keys",
                "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            }  # fmt: skip
        if path == "/keys":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        if path == "/token" and self._is_pkce(form):
            return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.token()}
        return 400, {"error": "invalid_grant"}

    def _is_pkce(self, form: dict[str, str]) -> bool:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        return (
            base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == self.asked["code_challenge"]
        )


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hangs up early is no news."""


@contextmanager
def running_issuer() -> Iterator[Issuer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send({name: values[0] for name, values in parse_qs(body).items()})

        def _send(self, form: dict[str, str]) -> None:
            path = urlsplit(self.path).path
            status, body = issuer.answer(path, form)
            self.send_response(status)
            while path == issuer.dripping:
                self.flush_headers()
                self.wfile.write(b"X")
                threading.Event().wait(0.02)
            self.send_header("Content-Type", "application/json")
            if where := issuer.elsewhere.get(path):
                self.send_header("Location", where)
            self.end_headers()
            while path == issuer.endless:
                self.wfile.write(b" ")
                threading.Event().wait(0.02)
            self.wfile.write((body if isinstance(body, str) else json.dumps(body)).encode())

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    issuer = Issuer(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield issuer
    server.shutdown()
    server.server_close()
