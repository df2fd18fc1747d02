"""A web server on this computer that behaves as badly as a test asks.

    with Server() as server:
    XX
An answer is a function of the request handler.
"""
import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

QUIET_SECONDS_MAX = 30


def whole(body, status=200, **headers):
    """The body with its length; underscores in names of headers stand for hyphens."""
    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), str(value))
        if "Content_Length" not in headers:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
    return answer


def fail(status, **headers):
    return whole(b"no", status, **headers)


def redirect(to, status=302):
    return whole(b"", status, Location=to)


def packed(body, **headers):
    """Under Content-Encoding: gzip, to whoever asked for it."""
    def answer(handler):
        if "gzip" not in handler.headers.get("Accept-Encoding", ""):
            whole(body, **headers)(handler)
        else:
            whole(gzip.compress(body, mtime=0), Content_Encoding="gzip", **headers)(handler)
    return answer


def conditional(body, etag=None, modified=None):
    """304 to who has it already."""
    headers = {}
    if etag:
        headers["ETag"] = etag
    if modified:
        headers["Last_Modified"] = modified

    def answer(handler):
        have = handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since")
        known = have[0] == etag if etag else have[1] == modified
        (whole(b"", 304, **headers) if known and any(have) else whole(body, **headers))(handler)
    return answer


def truncated(body, missing=1000):
    """Promises more than it sends."""
    return whole(body, Content_Length=len(body) + missing)


def stalled(body, released):
    """Sends a part and then nothing, until the test is over."""
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])
        handler.wfile.flush()
        released.wait(QUIET_SECONDS_MAX)
    return answer


def slow(body, seconds):
    def answer(handler):
        time.sleep(seconds)
        whole(body)(handler)
    return answer


def endless(piece):
    """No length, and no end but the client's."""
    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(piece)
        except OSError:
            pass
    return answer


def hung_up(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)


class Server:
    def __init__(self):
        self.routes = {}
        self.requests = []
        self.released = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def handle_one(self):
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                path = self.path.split("?")[0]
                outer.requests.append((self.command, self.path, dict(self.headers)))
                answers = outer.routes.get(path)
                if not answers:
                    fail(404)(self)
                elif len(answers) > 1:
                    answers.pop(0)(self)
                else:
                    answers[0](self)
                self.close_connection = True

            do_GET = do_POST = handle_one

            def log_message(self, *_):
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # clients that give up are what is tested

        self.http = Quiet(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        self.thread = threading.Thread(target=self.http.serve_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.released.set()
        self.http.shutdown()
        self.http.server_close()

    def count(self, path):
        return sum(1 for request in self.requests if request[1].split("?")[0] == path)


def closed_port():
    """The address of a port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"
