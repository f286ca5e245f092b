#!/usr/bin/env python3
"""A mail server for tests (python3-aiosmtpd): keeps what it is handed, as a mail program reads it.

    mail_server.py FOLDER [--encryption starttls|smtps --certificate PEM --key PEM] [--user NAME --password WORD]

Prints its port. Each message becomes FOLDER/<number>.json. Only the loopback address is used; ends with its input.
"""

import argparse
import asyncio
import email
import email.policy
import json
import ssl
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Keeper:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.count += 1
        kept = {
            "envelope_from": envelope.mail_from,
            "envelope_to": envelope.rcpt_tos,
            "encrypted": session.ssl is not None or server.transport.get_extra_info("ssl_object") is not None,
            "signed_in": bool(session.authenticated),
            "headers": {name: str(value) for name, value in message.items()},
            "body": message.get_content().replace("\r\n", "\n"),
            "defects": [str(each) for each in message.defects],
        }
        whole = self.folder / f"{self.count}.tmp"
        whole.write_text(json.dumps(kept), encoding="utf-8")
        whole.rename(self.folder / f"{self.count}.json")
        return "250 kept"


def authenticator(user, password):
    def check(server, session, envelope, mechanism, data):
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=good, handled=False)

    return check


async def serve(options):
    context = None
    if options.encryption:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
    by_command = context if options.encryption == "starttls" else None
    account = {}
    if options.user:
        account = {"authenticator": authenticator(options.user, options.password), "auth_required": True,
                   "auth_require_tls": by_command is not None}
    keeper = Keeper(Path(options.folder))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname="mail.test", loop=loop, tls_context=by_command,
                     require_starttls=by_command is not None, **account),
        "127.0.0.1", 0, ssl=context if options.encryption == "smtps" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--encryption", choices=["starttls", "smtps"])
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--user")
    parser.add_argument("--password")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
