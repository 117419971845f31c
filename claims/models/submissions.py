"""Forms that were accepted once, so that a double click or a retry changes nothing more."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Submission(models.Model):
    """A form's one-time token, and where its first acceptance led. `digest` stands for what was sent with it."""

    token = models.UUIDField(_("token"), primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    location = models.CharField(_("led to"), max_length=200)
    digest = models.CharField(_("digest of what was sent"), max_length=64, default="", editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("accepted form")
        verbose_name_plural = _("accepted forms")

    def __str__(self) -> str:
        return f"{self.token}: {self.location}"
