"""https to a real nginx: which servers the program trusts, and which versions of TLS it speaks."""

import subprocess
import unittest

import program
import scripted
from certificates import made, openssl
from nginx import Nginx
from program import OK, UNREACHED, USAGE
from test_ask import KEY, ONCE, STREAM, Asked, variables
from test_ask_live import LiveTest

OLD = {"protocols": "TLSv1.1", "ciphers": "DEFAULT:@SECLEVEL=0"}


class TlsTest(LiveTest):
    """A test whose runs ask a scripted server through nginx."""

    @classmethod
    def setUpClass(cls):
        cls.certificates = made()

    def nginx(self, server, certificate="good", **settings):
        return Nginx(server.port, self.certificates / (certificate + ".pem"), **settings)

    def words(self, *more, authority="ca"):
        """A command line that trusts the given authority, or the system's."""
        trust = ("--cacert", str(self.certificates / (authority + ".pem"))) if authority else ()
        return ("hello", *ONCE, *trust, *more)

    def ask_nginx(self, *words, response=STREAM, authority="ca", stdin=b"", **settings):
        """Runs the program; returns its results and nginx's log."""
        with scripted.Server(response) as server, self.nginx(server, **settings) as proxy:
            result = program.run(*self.words(*words, authority=authority), env=variables(proxy),
                                 stdin=stdin)
        self.check_key(result.out, result.err)
        return Asked(*result, server.requests, server.connections), proxy.log

    def assert_kept_away(self, asked, log, code, *parts):
        """No request, hence no key, came through, and a message says why."""
        self.assert_sentence(asked, code, *parts)
        self.assertEqual((asked.out, asked.connections, log), (b"", 0, []))


class Trust(TlsTest):
    def test_a_trusted_server(self):
        for words in ((), ("--allow-insecure-http",)):
            asked, log = self.ask_nginx("-f", "plain", *words)
            self.assert_silent(asked)
            self.assertEqual(asked.out, b"Hello you")
            self.assertEqual(asked.request.header("Authorization"), "Bearer " + KEY)
            self.assertEqual([request.with_key for request in log], ["yes"])

    def test_untrusted_servers(self):
        """No option overrides that, and there is no retry."""
        for certificate, authority in (("good", None), ("good", "other"), ("wrong-host", "ca"),
                                       ("expired", "ca"), ("not-yet", "ca")):
            for words in ((), ("--allow-insecure-http", "--retries=1")):
                with self.subTest(certificate=certificate, authority=authority, words=words):
                    kept = self.ask_nginx(*words, certificate=certificate, authority=authority)
                    self.assert_kept_away(*kept, UNREACHED, "SSL")

    def test_no_option_trusts_every_server(self):
        self.assert_not_asked(self.ask("hello", "--insecure"), "--insecure")

    def test_a_ca_file_without_certificates(self):
        (self.certificates / "text.pem").write_text("no certificate")
        for authority in ("text", "none"):
            kept = self.ask_nginx(authority=authority)
            self.assert_kept_away(*kept, USAGE, "--cacert", authority + ".pem")

    def test_an_authority_from_a_pipe(self):
        with scripted.Server(STREAM) as server, self.nginx(server) as proxy:
            done = subprocess.run(["bash", "-c", '"$0" hello -f plain --cacert <(cat ca.pem)',
                                   program.path()], cwd=self.certificates, capture_output=True,
                                  env=program.environment(OPENAI_BASE_URL=proxy.base_url),
                                  timeout=program.TIMEOUT)
        self.assertEqual((done.returncode, done.stdout), (OK, b"Hello you"))


class Versions(TlsTest):
    def test_tls_1_2_and_1_3(self):
        for version in ("TLSv1.2", "TLSv1.3"):
            asked, log = self.ask_nginx("-f", "plain", protocols=version)
            self.assert_silent(asked)
            self.assertEqual(asked.out, b"Hello you")
            self.assertEqual([request.tls for request in log], [version])

    def test_an_old_version_is_refused(self):
        self.assert_kept_away(*self.ask_nginx(**OLD), UNREACHED, "SSL")

    def test_nginx_does_speak_the_old_version(self):
        """Proves that the version is refused above, not a misconfigured server."""
        with scripted.Server(STREAM) as server, self.nginx(server, **OLD) as proxy:
            openssl(self.certificates, "s_client", "-connect", f"127.0.0.1:{proxy.port}",
                    "-tls1_1", "-cipher", OLD["ciphers"], "-CAfile", "ca.pem",
                    "-verify_return_error")


if __name__ == "__main__":
    unittest.main()
