"""The certificate with which `formwright serve` speaks HTTPS by itself.

Responsible for: seeing before anything starts that it can be used, with errors that a person can act on.
Process: host.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

from formwright.runtime.server.listener import CannotListen


@dataclass(frozen=True)
class Certificate:
    chain: str
    key: str

    def load(self, context: ssl.SSLContext) -> None:
        context.load_cert_chain(self.chain, self.key, _no_passphrase)


def certificate(chain: str | None, key: str | None) -> Certificate | None:
    """What `--tls-cert` and `--tls-key` name, proved to be usable; None when neither is given."""
    if chain is None and key is None:
        return None
    if chain is None or key is None:
        raise CannotListen(
            "HTTPS needs a certificate and its key.", "Give both --tls-cert FILE and --tls-key FILE."
        )
    for option, file in (("--tls-cert", chain), ("--tls-key", key)):
        try:
            Path(file).read_bytes()
        except OSError as error:
            raise CannotListen(
                f"{option} {file} cannot be read: {error.strerror}.",
                "Give PEM files that this user may read.",
            ) from None
    found = Certificate(chain, key)
    try:
        found.load(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER))
    except ssl.SSLError as error:
        reason = error.reason or str(error)
        if reason == "KEY_VALUES_MISMATCH":
            raise CannotListen(
                f"The key {key} does not belong to the certificate {chain}.", "Give the two made together."
            ) from None
        raise CannotListen(
            f"{chain} and {key} cannot be used for HTTPS ({reason}).",
            "Give PEM files: the certificate with its chain, and its key without a passphrase.",
        ) from None
    return found


def _no_passphrase() -> str:
    # Without this OpenSSL would ask on the terminal, and a service would hang.
    return ""
