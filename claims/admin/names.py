"""Names: made here or on the desk, and open to correction until the record knows them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Model, ProtectedError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _t

from .. import workflow
from ..forms.readable import ReadableForm
from ..models import (
    Outlet,
    Speaker,
    Topic,
)
from ..models.thing import Thing
from ..record import writing
from ..vocabulary import SpeakerKind
from .look import LookOnly


class NameForm(ReadableForm, ModelForm):
    """A name's particulars, with the row version that the form was based on."""

    IS_OF_A_ROW = True

    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["based_on"] = self.instance.version
        if self.instance.pk and "kind" in self.fields:
            # What they are does not change with what they are called.
            self.fields["kind"].disabled = True

    def clean_based_on(self) -> int:
        based_on = self.cleaned_data["based_on"] or 0
        if self.instance.pk and based_on != self.instance.version:
            raise ValidationError(
                _t("A colleague changed this meanwhile. Look at it again, then save."), code="changed"
            )
        return based_on


class NameAdmin(LookOnly):
    """Every write goes through the workflow, and a public name is for looking only."""

    form = NameForm
    #: What the form asks for.
    particulars: ClassVar[Sequence[str]] = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return admin.ModelAdmin.has_add_permission(self, request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        is_open = not isinstance(obj, Thing) or not obj.is_recorded
        return is_open and admin.ModelAdmin.has_change_permission(self, request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        is_open = not isinstance(obj, Thing) or not obj.is_recorded
        return is_open and admin.ModelAdmin.has_delete_permission(self, request, obj)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        if obj is None or self.has_change_permission(request, obj):
            return [*self.particulars, "based_on"]
        return super().get_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        if obj is None or self.has_change_permission(request, obj):
            return []
        return super().get_readonly_fields(request, obj)

    def create(self, values: dict[str, Any], by: User) -> Thing:
        """Make a new one through the workflow."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        by = _administrator(request)
        values = {name: form.cleaned_data[name] for name in self.particulars if name in form.cleaned_data}
        if change:
            saved = workflow.rename(
                self.model._default_manager.get(pk=obj.pk),
                based_on=form.cleaned_data["based_on"],
                by=by,
                **{name: value for name, value in values.items() if name != "kind"},
            )
        else:
            saved = self.create(values, by)
        # The rest of the page goes on with what the form made, which was never saved.
        obj.__dict__.update(saved.__dict__)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with writing():
            fresh = self.model._default_manager.select_for_update().get(pk=obj.pk)
            if fresh.is_recorded:
                raise ValidationError(_t("It became public meanwhile, and what was public is never deleted."))
            fresh.delete()

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._or_told(request, super().changeform_view, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return self._or_told(request, super().delete_view, *args, **kwargs)

    def _or_told(self, request: HttpRequest, view: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """What `view` answers; where a colleague was faster, the same page again with what the workflow said."""
        try:
            answer: HttpResponse = view(request, *args, **kwargs)
        except ValidationError as error:
            said = error.messages
        except workflow.Conflict:
            said = [_t("A colleague changed this meanwhile. Look at it again, then save.")]
        except workflow.Unchanged:
            said = [_t("Nothing was changed.")]
        except ProtectedError:
            said = [_t("It came into use meanwhile.")]
        else:
            return answer
        for sentence in said:
            self.message_user(request, sentence, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())


def _administrator(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise TypeError("Only signed-in accounts reach the administration.")
    return request.user


@admin.register(Speaker)
class SpeakerAdmin(NameAdmin):
    list_display = ["__str__", "kind", "description", "recorded_at"]
    list_filter = ["kind"]
    search_fields = ["name", "description", "slug"]
    particulars = ["kind", "name", "description"]
    desk_page = "speaker_edit"

    def create(self, values: dict[str, Any], by: User) -> Speaker:
        return workflow.create_speaker(**{**values, "kind": SpeakerKind(values["kind"])}, by=by)


@admin.register(Outlet)
class OutletAdmin(NameAdmin):
    list_display = ["name", "url", "recorded_at"]
    search_fields = ["name", "url", "slug"]
    particulars = ["name", "url"]
    desk_page = "outlet_edit"

    def create(self, values: dict[str, Any], by: User) -> Outlet:
        return workflow.create_outlet(**values, by=by)


@admin.register(Topic)
class TopicAdmin(NameAdmin):
    list_display = ["name", "description", "recorded_at"]
    search_fields = ["name", "description", "slug"]
    particulars = ["name", "description"]
    desk_page = "topic_edit"

    def create(self, values: dict[str, Any], by: User) -> Topic:
        return workflow.create_topic(**values, by=by)
