"""How files are said on screen."""

KINDS = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG picture",
    "image/png": "PNG picture",
    "image/webp": "WebP picture",
    "image/heic": "HEIC picture",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "message/rfc822": "e-mail",
    "text/plain": "plain text",
}


def file_kind(media_type: str) -> str:
    return KINDS.get(media_type, "file")


def file_size(size: int) -> str:
    """`340 kB`, `1.2 MB`."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size // 1_000, 1)} kB"
