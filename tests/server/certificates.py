"""Certificates for servers on this machine, good ones and bad ones, and who signs them."""

import functools
import subprocess
import tempfile
from pathlib import Path

PATIENCE = 30  # seconds for one call of openssl
HERE = "IP:127.0.0.1"
PAST, FUTURE = "20200101000000Z", "20900101000000Z"
CERTIFICATES = {"good": (HERE, PAST, FUTURE),
                "wrong-host": ("DNS:other.example", PAST, FUTURE),
                "expired": (HERE, PAST, "20200201000000Z"),
                "not-yet": (HERE, FUTURE, "20900201000000Z")}
AUTHORITY = """
[ca]
default_ca = any
[any]
database = database
new_certs_dir = .
rand_serial = yes
unique_subject = no
default_md = sha256
policy = names
[names]
commonName = supplied
"""


def openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True,
                   stdin=subprocess.DEVNULL, timeout=PATIENCE)


def new_key(file):
    return ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", file)


def make_authorities(folder):
    """Makes two certificate authorities, "ca" and "other"."""
    (folder / "database").touch()
    (folder / "settings").write_text(AUTHORITY)
    for name in ("ca", "other"):
        openssl(folder, "req", "-x509", *new_key(name + ".key"), "-subj", "/CN=" + name,
                "-out", name + ".pem")


def make_certificate(folder, name, host, begin, end):
    """Makes a certificate signed by the folder's "ca", in one file with its key."""
    (folder / "extensions").write_text("subjectAltName=" + host)
    openssl(folder, "req", *new_key("key"), "-subj", "/CN=test", "-out", "request")
    openssl(folder, "ca", "-batch", "-notext", "-config", "settings", "-cert", "ca.pem",
            "-keyfile", "ca.key", "-startdate", begin, "-enddate", end,
            "-extfile", "extensions", "-in", "request", "-out", "certificate")
    parts = [(folder / part).read_text() for part in ("certificate", "key")]
    (folder / (name + ".pem")).write_text("".join(parts))


@functools.lru_cache
def scratch():
    return tempfile.TemporaryDirectory()


@functools.lru_cache
def made():
    """A folder with the authorities and, signed by "ca", a NAME.pem for each of CERTIFICATES.

    Threads must not be the first to call it.
    """
    place = Path(scratch().name)
    make_authorities(place)
    for name, (host, begin, end) in CERTIFICATES.items():
        make_certificate(place, name, host, begin, end)
    return place
