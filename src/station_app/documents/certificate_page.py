"""What one certificate says, before it is drawn; light to import."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CertificatePage:
    """What one certificate says."""

    number: str
    """Also what the QR code holds where there is no proof."""
    number_line: str
    title: str
    before_name: str
    name: str
    after_name: str
    """May hold line breaks; each begins a paragraph."""
    issuer_line: str
    date_line: str
    mark: str = ""
    """Below the number: 补发."""
    qr_note: str = ""
    proof: str = ""
    """防伪校验码: what the QR code holds (station_app.proof)."""
    photo_place: bool = False
    """Draws the 25 × 35 mm frame for a 1-inch photo."""

    def texts(self) -> tuple[str, ...]:
        """Everything that will be shown."""
        shown = (self.number_line, self.title, self.before_name, self.name, self.after_name)
        return (*shown, self.issuer_line, self.date_line, self.mark, self.qr_note)
