"""The pictures of `claims.pictures` for templates."""

from django import template

from ..pictures import picture_of_origins

register = template.Library()

register.filter("picture_of_origins", picture_of_origins)
