"""`serve`: web and worker together on this machine, as `make run` starts them."""

import signal
import socket
import subprocess
import sys
import threading
from types import FrameType

import click
import waitress
from flask import current_app
from flask.cli import with_appcontext

from engine import garbage
from web.cli import demo, init
from web.portal import Portal, portal

THREADS = 8
RESTART_SECONDS = 1.0
STOP_SECONDS = 20


@click.command("serve")
@with_appcontext
def command() -> None:
    """Set up, then serve pages and run the worker until Ctrl-C."""
    made = portal()
    host, port = made.settings.host, made.settings.port
    refuse_taken_port(host, port)
    init.prepare(made)
    if made.is_demonstration:
        demo.load_if_empty(made)
        demo.print_accounts(made)
    click.echo(f"Serving at http://{host}:{port} - stop with Ctrl-C.")
    signal.signal(signal.SIGTERM, _stop)
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # for other threads
    worker = SupervisedWorker()
    worker.start()
    garbage.settle()
    try:
        waitress.serve(app, host=host, port=port, threads=THREADS, _quiet=True)
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        worker.stop()
        close(made)


def refuse_taken_port(host: str, port: int) -> None:
    """Say so in one sentence when something listens there already.

    :raises click.ClickException: the port is in use
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise click.ClickException(
                f"Port {port} of {host} is in use: stop what runs there, or set PORT."
            ) from None


class SupervisedWorker:
    """A worker process that is started again if it dies, until it is told to stop."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._supervise, daemon=True)

    def start(self) -> None:
        """Start the worker."""
        self._thread.start()

    def stop(self) -> None:
        """Let the worker finish what it does, and end it."""
        self._stopping.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()
        self._thread.join(STOP_SECONDS)

    def _supervise(self) -> None:
        while not self._stopping.is_set():
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "web", "worker"],
                start_new_session=True,  # Ctrl-C reaches us; we end the worker in order
            )
            self._process.wait()
            if not self._stopping.wait(RESTART_SECONDS):
                click.echo("The worker ended unexpectedly and is started again.", err=True)


def close(made: Portal) -> None:
    """Give back the database connections."""
    made.database.dispose()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
