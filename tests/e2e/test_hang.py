"""A worker that hangs is reported within its deadline, ends the process after its limit, and the outer ring brings the
service back."""

import threading

from harness import EXIT_HUNG, NoAnswer, wait_until

DEADLINE = 1  # seconds
LIMIT = 4


def test_it_is_reported_and_then_ends_the_process(make_server):
    server = make_server(chaos=1, hang_deadline=DEADLINE, hang_limit=LIMIT).start()
    server.wait_indexed()
    assert server.crash("root/stores/lexical", how="hang").status == 202
    hung = wait_until(
        lambda: server.actors()["root/stores/lexical"]["state"] == "hung", DEADLINE + LIMIT, "the tree shows it as hung"
    )
    assert hung
    health = server.health()
    assert health["status"] == "error"
    assert "lexical" in str(health["checks"])
    assert server.get("/livez").status in (200, 503), "the rest still answers"
    assert server.wait_exit(LIMIT + 15) == EXIT_HUNG
    assert "lexical" in server.log


def test_under_a_supervising_loop_it_comes_back(make_server):
    server = make_server(chaos=1, hang_deadline=DEADLINE, hang_limit=2 * LIMIT)
    codes = []

    def supervise():
        while True:
            codes.append(server.process.wait())
            if codes[-1] == 0:
                return
            server.start(ready=False)

    server.start().wait_indexed()
    loop = threading.Thread(target=supervise)
    loop.start()
    first = server.process.pid
    assert server.crash("root/stores/conversations", how="hang").status == 202
    wait_until(lambda: server.process.pid != first, 30, "the loop has started it anew")
    server.wait_ready()
    assert server.search("compost")
    server.stop()
    loop.join()
    assert codes == [EXIT_HUNG, 0]


def test_an_orderly_stop_does_not_wait_for_ever_for_a_hung_worker(make_server):
    server = make_server(chaos=1, hang_deadline=DEADLINE, hang_limit=600).start()
    server.wait_indexed()
    assert server.crash("root/stores/usage", how="hang").status == 202
    wait_until(lambda: server.actors()["root/stores/usage"]["state"] == "hung", 30, "it hangs")
    try:
        server.stop(seconds=40)
    except NoAnswer:
        pass
    assert server.ended()
