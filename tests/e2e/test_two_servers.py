"""One data directory, one server."""

import signal


def test_the_second_server_refuses_and_names_the_first(server, make_server):
    second = make_server().start(ready=False)
    assert second.wait_exit() != 0
    assert str(server.process.pid) in second.log
    assert str(server.home.data) in second.log
    assert "secondbrain status" in second.log
    assert server.health()["vault"] == "ok", "the first goes on undisturbed"


def test_a_killed_server_does_not_stand_in_the_way(server, make_server):
    server.kill()
    make_server().start().wait_indexed()


def test_a_stopped_process_still_counts_as_a_server(server, make_server):
    server.signal(signal.SIGSTOP)
    try:
        assert make_server().start(ready=False).wait_exit() != 0
    finally:
        server.signal(signal.SIGCONT)
