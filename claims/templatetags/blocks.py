"""A block of the page said a second time: the title, once more for who shows a preview of it."""

from django import template
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def block_again(context: Context, name: str) -> SafeString:
    """What the block `name` is on this page: a template may not define it twice, and a partial does not see blocks."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    rendered: SafeString = block.nodelist.render(context)
    return rendered
