"""Pictures made here, on the server, as SVG: each with a title, a description, and its content in words beside it."""

from .origins import OriginsPicture, picture_of_origins

__all__ = ["OriginsPicture", "picture_of_origins"]
