"""Firefox under selenium without geckodriver, which Debian 12 does not have: selenium's commands go
straight to Marionette, Firefox's own remote control."""

import json
import os
import socket
import subprocess
import tempfile
from pathlib import Path

import page
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import WebDriverWait

FIREFOX = "/usr/bin/firefox-esr"
FLAGS = ("--headless", "--offline", "--no-remote", "--marionette", "--remote-allow-system-access")
PREFERENCES = {"marionette.port": 0,  # any that is free
               "ui.useOverlayScrollbars": 1}
NAMES = {
    Command.NEW_SESSION: "WebDriver:NewSession", Command.SET_TIMEOUTS: "WebDriver:SetTimeouts",
    Command.SET_WINDOW_RECT: "WebDriver:SetWindowRect", Command.SCREENSHOT: "WebDriver:TakeScreenshot",
    Command.GET: "WebDriver:Navigate", Command.GET_TITLE: "WebDriver:GetTitle",
    Command.GO_BACK: "WebDriver:Back", Command.GO_FORWARD: "WebDriver:Forward",
    Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
    Command.W3C_EXECUTE_SCRIPT_ASYNC: "WebDriver:ExecuteAsyncScript",
    Command.W3C_ACTIONS: "WebDriver:PerformActions",
    Command.FIND_ELEMENT: "WebDriver:FindElement", Command.FIND_ELEMENTS: "WebDriver:FindElements",
    Command.FIND_CHILD_ELEMENT: "WebDriver:FindElement",
    Command.CLICK_ELEMENT: "WebDriver:ElementClick", Command.CLEAR_ELEMENT: "WebDriver:ElementClear",
    Command.SEND_KEYS_TO_ELEMENT: "WebDriver:ElementSendKeys",
    Command.GET_ELEMENT_TEXT: "WebDriver:GetElementText",
    Command.GET_ELEMENT_RECT: "WebDriver:GetElementRect",
    Command.IS_ELEMENT_SELECTED: "WebDriver:IsElementSelected",
}


class Executor:
    """Sends selenium's commands to Marionette, each as "LENGTH:[0,ID,NAME,VALUES]"; what comes back
    is "LENGTH:[1,ID,ERROR,RESULT]"."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), page.program.TIMEOUT)
        self.stream = self.socket.makefile("rb")
        self.read()  # its greeting
        self.sent = 0

    def read(self):
        size = b""
        while not size.endswith(b":"):
            byte = self.stream.read(1)
            if not byte:
                raise ConnectionError("Firefox has closed its connection")
            size += byte
        return json.loads(self.stream.read(int(size[:-1])))

    def send(self, name, values):
        """Returns (error, result), of which one is None."""
        self.sent += 1
        message = json.dumps([0, self.sent, name, values]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _, number, error, result = self.read()
        assert number == self.sent, (number, self.sent)
        return error, result

    def execute(self, command, values):
        """Selenium calls this; it expects a response as from a driver."""
        values = {name: value for name, value in values.items() if name != "sessionId"}
        if command == Command.FIND_CHILD_ELEMENT:
            values["element"] = values.pop("id")
        error, result = self.send(NAMES[command], values)
        if error:
            return {"status": 500, "value": json.dumps({"value": error})}
        wrapped = isinstance(result, dict) and set(result) == {"value"}
        return {"value": result["value"] if wrapped else result}

    def close(self):
        self.stream.close()
        self.socket.close()


class Firefox(WebDriver):
    """A browser with a fresh profile."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.place = Path(self.folder.name)
        (self.place / "user.js").write_text("".join(
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in PREFERENCES.items()))
        with open(self.place / "said", "wb") as said:
            self.process = subprocess.Popen(
                [FIREFOX, *FLAGS, "--profile", self.folder.name, "about:blank"],
                env={**os.environ, "HOME": self.folder.name}, stdin=subprocess.DEVNULL,
                stdout=said, stderr=said)
        super().__init__(command_executor=Executor(self.port()))

    def port(self):
        """The port that Firefox has chosen, once it listens there."""
        file = self.place / "MarionetteActivePort"
        WebDriverWait(self, page.program.TIMEOUT, poll_frequency=0.02).until(
            lambda _: self.process.poll() is not None or file.exists() and file.read_text())
        if self.process.poll() is not None:
            raise RuntimeError(f"Firefox does not start: {(self.place / 'said').read_text()}")
        return int(file.read_text())

    def in_browser(self, script, *values):
        """Runs a script in the browser itself, around the page."""
        self.command_executor.send("Marionette:SetContext", {"value": "chrome"})
        try:
            return self.execute_script(script, *values)
        finally:
            self.command_executor.send("Marionette:SetContext", {"value": "content"})

    def quit(self):
        try:
            self.command_executor.send("Marionette:Quit", {"flags": ["eForceQuit"]})
            self.process.wait(page.PATIENCE)
        finally:
            self.process.kill()
            self.process.wait()
            self.command_executor.close()
            self.folder.cleanup()
