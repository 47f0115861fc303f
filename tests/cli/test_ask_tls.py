"""https: whom the program trusts, with certificates made on the spot."""

import ssl
import subprocess
import tempfile
import unittest
from pathlib import Path

import program
import scripted
from program import OK, UNREACHED, USAGE
from test_ask import STREAM, Asking


def openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True,
                   timeout=program.TIMEOUT)


def make_certificate(folder, name, host, days):
    """A certificate for `host` by the folder's CA; for a negative number of days it has expired."""
    (folder / "names").write_text(f"subjectAltName={host}")
    openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".pem", "-subj",
            "/CN=test", "-out", "request")
    openssl(folder, "x509", "-req", "-in", "request", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-CAcreateserial", "-days", str(days), "-extfile", "names", "-out", "certificate")
    with open(folder / (name + ".pem"), "a", encoding="ascii") as file:
        file.write((folder / "certificate").read_text(encoding="ascii"))


class Tls(Asking):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.certificates = Path(scratch.name)
        for name in ("ca", "other"):
            openssl(cls.certificates, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj",
                    "/CN=" + name, "-days", "2", "-keyout", name + ".key", "-out", name + ".pem")
        make_certificate(cls.certificates, "good", "IP:127.0.0.1", 2)
        make_certificate(cls.certificates, "wrong-host", "DNS:other.example", 2)
        make_certificate(cls.certificates, "expired", "IP:127.0.0.1", -1)

    def ask_over_tls(self, certificate, authority, *words):
        """What a run leaves behind that asks a server with this certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificates / (certificate + ".pem"))
        trust = ("--cacert", str(self.certificates / (authority + ".pem"))) if authority else ()
        with scripted.Server(STREAM, tls=context) as server:
            result = program.run("hello", "-f", "plain", *trust, *words,
                                 env={"OPENAI_BASE_URL": server.base_url,
                                      "OPENAI_API_KEY": "sk-over-tls-0123"})
        return result, server.requests

    def test_a_server_that_is_trusted(self):
        for words in ((), ("--no-stream",), ("--allow-insecure-http",)):
            result, requests = self.ask_over_tls("good", "ca", *words)
            self.assertEqual((result.code, result.out, result.err), (OK, b"Hello you", b""))
            self.assertEqual(requests[0].header("Authorization"), "Bearer sk-over-tls-0123")

    def test_servers_that_are_not(self):
        """No request reaches them, so no key either; and nothing lifts that."""
        for certificate, authority in (("good", None), ("good", "other"), ("wrong-host", "ca"),
                                       ("expired", "ca")):
            for words in ((), ("--allow-insecure-http",)):
                result, requests = self.ask_over_tls(certificate, authority, *words)
                self.assert_sentence(result, UNREACHED, "SSL")
                self.assertEqual((result.out, requests), (b"", []))

    def test_authorities_that_are_none(self):
        (self.certificates / "text.pem").write_text("no certificate")
        for authority in ("text", "none"):
            result, requests = self.ask_over_tls("good", authority)
            self.assert_sentence(result, USAGE, "--cacert", authority + ".pem")
            self.assertEqual(requests, [])

    def test_an_authority_from_a_pipe(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificates / "good.pem")
        with scripted.Server(STREAM, tls=context) as server:
            done = subprocess.run(["bash", "-c", '"$0" hello -f plain --cacert <(cat ca.pem)',
                                   program.path()], cwd=self.certificates, capture_output=True,
                                  env=program.environment(OPENAI_BASE_URL=server.base_url),
                                  timeout=program.TIMEOUT)
        self.assertEqual((done.returncode, done.stdout), (OK, b"Hello you"))


if __name__ == "__main__":
    unittest.main()
