# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: OneLondon contributors
"""Keys of an exchange, as the program makes them, and a token by them."""

import shutil
import subprocess
import tempfile
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

import jwt


class Keys:
    """The private key's file and the public half, which a node is given."""

    def __init__(self, folder):
        self.private = folder / "exchange.key"
        self.public = folder / "exchange.key.public.json"


@contextmanager
def exchange_keys(program):
    """Keys in a temporary folder, made by `onelondon exchange key`."""
    folder = Path(tempfile.mkdtemp(prefix="onelondon-clients-keys-"))
    try:
        keys = Keys(folder)
        subprocess.run([program, "exchange", "key", str(keys.private)], check=True, capture_output=True)
        yield keys
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def exchange_token(private, node):
    """A token signed with the exchange's real key, for this node, that holds now: all but the question it goes with."""
    now = int(time.time())
    claims = {
        "iss": "exchange", "aud": node, "iat": now, "exp": now + 60, "jti": uuid.uuid4().hex,
        "correlation": str(uuid.uuid4()), "purpose": "direct-care", "policy": "1", "relationships": [],
        "act": {"sub": "clinician-1", "name": "A Clinician", "kind": "system"},
    }
    return jwt.encode(claims, Path(private).read_text(), algorithm="EdDSA", headers={"typ": "onelondon-node+jwt"})
