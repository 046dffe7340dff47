"""The desk's page on which a name is tried on the archive before it is added to a plan."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.archive import trying
from plans.models import Name, Plan
from plans.naming import key
from publishing.text import line


class TryForm(forms.Form):
    """A name, what kind of name it is, and of which plan it would be one."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Name.Kind, initial=Name.Kind.FULL, required=False)
    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        required=False,
        label=gettext_lazy("Plan"),
        empty_label=gettext_lazy("No plan yet"),
        error_messages={"invalid_choice": gettext_lazy("This plan is not there any more.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = Plan.objects.not_binned().newest_first()

    def clean_name(self):
        text = line(self.cleaned_data["name"])
        if not key(text):
            raise forms.ValidationError(_("Type a name with a letter or a digit."))
        return text

    def clean_kind(self):
        return self.cleaned_data["kind"] or Name.Kind.FULL


class TryingDesk:
    """The page. Beside `ArchiveDesk`."""

    def try_view(self, request):
        """Where a name stands in the published articles, and whose it is already."""
        asked = "name" in request.GET
        form = TryForm(request.GET if asked else None, initial={"plan": request.GET.get("plan")})
        context = {"form": form}
        if asked and form.is_valid():
            chosen = form.cleaned_data
            context |= {"tried": trying.tried(chosen["name"], chosen["kind"], chosen["plan"]), "name": chosen["name"]}
            context["plan"] = chosen["plan"]
        return self.page(request, "try", _("Try a name on the archive"), **context)
