"""A real nginx with TLS and HTTP/2 in front of a server on loopback.

    with scripted.Server(response) as server, Nginx(server.port, certificate) as proxy:
        ...  # ask proxy.base_url
    # look at proxy.log

A client can connect at once, even before nginx accepts connections: the port is opened here, and
nginx inherits the socket as if it replaced a running nginx. (1.22 crashes when it does this as a
single process, hence a master and a worker.) All files that they write are in a scratch folder.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from scripted import PATIENCE

# Started by root, nginx keeps its worker as root, because the scratch folder belongs to root.
CONFIGURATION = """
daemon off;
worker_processes 1;
{user}
pid pid;
error_log error.log;
events {{}}
http {{
  map $http_authorization $with_key {{ "" no; default yes; }}
  log_format fields "$server_protocol $ssl_protocol $status $with_key $request_uri";
  access_log access.log fields;
  client_body_temp_path client;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  proxy_http_version 1.1;
  proxy_buffering off;
  server {{
    listen 127.0.0.1:{port} ssl {http2};
    ssl_certificate {certificate};
    ssl_certificate_key {certificate};
    ssl_protocols {protocols};
    ssl_ciphers {ciphers};
    location / {{ {action}; }}
  }}
}}
"""


class Served(NamedTuple):
    """A finished request, as nginx logged it."""
    protocol: str
    tls: str
    status: str
    with_key: str  # yes or no
    target: str


class Nginx:
    """Runs between __enter__ and __exit__; after that, `log` and `errors` are available.

    `certificate` is a file that also contains the key; `action` is an nginx directive that replaces
    passing requests on to the server at `upstream_port`.
    """

    def __init__(self, upstream_port, certificate, http2=True, protocols="TLSv1.2 TLSv1.3",
                 ciphers="DEFAULT", action=None):
        self.settings = {"user": "user root;" if os.geteuid() == 0 else "",
                         "certificate": certificate, "protocols": protocols, "ciphers": ciphers,
                         "http2": "http2" if http2 else "",
                         "action": action or f"proxy_pass http://127.0.0.1:{upstream_port}"}
        self.log, self.errors = [], ""

    def __enter__(self):
        program = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
        if not program:
            raise FileNotFoundError("nginx is not installed; it is one of the TEST_PACKAGES in "
                                    "tests/packages.sh")
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = Path(self.scratch.name)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
            (self.folder / "nginx.conf").write_text(
                CONFIGURATION.format(port=self.port, **self.settings))
            self.process = subprocess.Popen(
                [program, "-p", self.folder, "-c", "nginx.conf", "-e", "error.log"],
                env={"NGINX": f"{listener.fileno()};"}, pass_fds=[listener.fileno()],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                start_new_session=True)
        return self

    def __exit__(self, kind, error, trace):
        with self.scratch:
            status = self.stop()
            self.log = [Served(*line.split(" ")) for line in self.read("access.log").splitlines()]
            self.errors = self.read("error.log")
        if status or "[alert]" in self.errors:
            raise RuntimeError(f"nginx failed ({status}): {self.errors}")

    @property
    def base_url(self):
        return f"https://127.0.0.1:{self.port}/v1"

    def stop(self):
        """Stops nginx; returns its exit status, 0 if nothing went wrong."""
        self.await_start()
        self.process.terminate()
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            return self.process.wait()

    def await_start(self):
        """Waits until nginx serves, because earlier a signal kills it or gets lost."""
        address = ("127.0.0.1", self.port)
        with contextlib.suppress(OSError), socket.create_connection(address, PATIENCE) as client:
            client.sendall(b"\x16, and no more of a handshake")
            client.recv(1)

    def read(self, name):
        file = self.folder / name
        return file.read_text() if file.exists() else ""
