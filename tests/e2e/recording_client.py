"""A client that changes things and remembers what the server has acknowledged."""

import threading

from vaults import note_text


class RecordingClient(threading.Thread):
    def __init__(self, server, rng, chats):
        super().__init__()
        self.server = server
        self.rng = rng
        self.chats = chats  # to delete
        self.indexed = {}  # path → token, acknowledged
        self.deleted = set()  # chats, acknowledged

    def write_a_note(self, folder, notes):
        """One of so many notes of the folder, with a token of its own that a search must find once it is indexed."""
        path = f"{folder}/{self.rng.randrange(notes):02d}.md"
        token = f"{folder}x{self.rng.getrandbits(48):x}"
        self.server.home.write_note(path, note_text(self.rng, token))
        self.indexed.pop(path, None)
        if self.server.post("/api/v1/index").status == 200:
            self.indexed[path] = token

    def delete_a_chat(self):
        chat = self.chats.pop()
        if self.server.request("DELETE", f"/api/v1/conversations/{chat}").status == 200:
            self.deleted.add(chat)
