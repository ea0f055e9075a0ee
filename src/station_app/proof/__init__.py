"""防伪校验码: a certificate's values, signed, in one QR text that anybody can check without a network.

COSE_Sign1 (RFC 9052) around a CWT (RFC 8392), EdDSA over Ed25519, zlib, base45 (RFC 9285), prefix SW1:. Plain Python
and cryptography: knows no database and no window. Never called an electronic signature or seal (docs/decisions/006).
"""

from station_app.proof.claims import Claims, course_of
from station_app.proof.issuers import Issuer, SigningKey
from station_app.proof.text import PREFIX, claimed, is_code, text_of
from station_app.proof.verdict import Outcome, Verdict
from station_app.proof.verifying import verify

__all__ = [
    "PREFIX",
    "Claims",
    "Issuer",
    "Outcome",
    "SigningKey",
    "Verdict",
    "claimed",
    "course_of",
    "is_code",
    "text_of",
    "verify",
]
