"""A worker that hangs is reported within its deadline, ends the process after its limit, and the outer ring brings the
service back."""

import threading

from harness import EXIT_HUNG, NoAnswer, wait_until

DEADLINE = 1  # seconds
LIMIT = 10  # longer than any part is kept waiting by a machine that is busy
NEVER = 600


def is_hung(server, actor):
    return server.actors()[actor]["state"] == "hung"


def test_it_is_reported_while_the_rest_answers(make_server):
    server = make_server(chaos=1, hang_deadline=DEADLINE, hang_limit=NEVER).start()
    server.wait_indexed()
    assert server.crash("root/stores/lexical", how="hang").status == 202
    wait_until(lambda: is_hung(server, "root/stores/lexical"), "the tree shows it as hung")
    health = server.health()
    assert health["status"] == "error"
    assert "lexical" in str(health["checks"])
    assert server.get("/livez").status in (200, 503), "the rest still answers"


def test_it_ends_the_process_which_comes_back_under_a_supervising_loop(make_server):
    server = make_server(chaos=1, hang_deadline=DEADLINE, hang_limit=LIMIT)
    codes, logs = [], []

    def supervise():
        while True:
            codes.append(server.process.wait())
            logs.append(server.log)
            if codes[-1] == 0:
                return
            server.start(ready=False)

    server.start().wait_indexed()
    loop = threading.Thread(target=supervise)
    loop.start()
    first = server.process.pid
    assert server.crash("root/stores/conversations", how="hang").status == 202
    wait_until(lambda: server.process.pid != first, "the loop has started it anew")
    server.wait_ready()
    assert server.search("compost")
    server.stop()
    loop.join()
    assert codes == [EXIT_HUNG, 0]
    assert "conversations gave no sign of life" in logs[0]


def test_an_orderly_stop_does_not_wait_for_ever_for_a_hung_worker(make_server):
    server = make_server(chaos=1, hang_deadline=DEADLINE, hang_limit=NEVER).start()
    server.wait_indexed()
    assert server.crash("root/stores/usage", how="hang").status == 202
    wait_until(lambda: is_hung(server, "root/stores/usage"), "it hangs")
    try:
        server.stop()
    except NoAnswer:
        pass
    assert server.ended()
