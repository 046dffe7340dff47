"""What somebody decides about a clash: theirs, mine, a text put together of both, a row kept or removed."""

from dataclasses import dataclass, field

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from publishing import markup, versions
from publishing.differences import Piece, shortened, words
from publishing.fields import LineField, RichTextField
from publishing.merge import Clash
from publishing.models import Version
from publishing.telling import Group, Teller, Told

THEIRS, MINE, COMBINE, KEEP, REMOVE = "theirs", "mine", "combine", "keep", "remove"


class Clashes:
    """A clash version beside what is newest now. Four queries, and one for each model whose rows are named."""

    def __init__(self, item, version: Version):
        base = Version.objects.numbered(item, version.base).first() if version.base else None
        self.model, self.version, self.newest = type(item), version, versions.newest(item)
        self.merged, self.found = versions.clashes(item, version)
        self.base = base.content if base else {}
        self.teller = Teller(self.model, self.base, self.newest.content, version.content, self.merged)

    def agreed(self) -> list[Group]:
        """What either changed and the other did not: it is put together without asking."""
        if not self.base:
            return []
        asked = {(clash.key, clash.field) for clash in self.found}
        groups = []
        for group in self.teller.groups(self.base, self.merged):
            fields = [told for told in group.fields if (group.key, told.name) not in asked]
            if (group.key, None) not in asked and (fields or group.change != "changed"):
                groups.append(Group(group.key, group.title, group.change, fields))
        return groups


@dataclass
class Case:
    """One clash as the page shows it."""

    clash: Clash
    heading: str
    told: Told | None
    row: Group | None = None
    """Of a clash about a whole row: what the row says."""
    column: models.Field | None = None
    """Of a text: its column, so that both can be put together."""
    chosen: str = ""
    problems: list[str] = field(default_factory=list)
    unused: bool = False
    """Whether a text was put together and something else was chosen."""

    @property
    def name(self) -> str:
        return f"choice:{self.clash.id}"

    @property
    def combined(self) -> str:
        return f"combine:{self.clash.id}"

    @property
    def theirs(self) -> list[Piece]:
        return shortened(words(self.told.texts[0], self.told.texts[1]))

    @property
    def mine(self) -> list[Piece]:
        return shortened(words(self.told.texts[0], self.told.texts[2]))


class SettleForm(forms.Form):
    """A field for each text that can be put together; the choices are read by hand, as nothing is preselected."""

    def __init__(self, data, clashes: Clashes):
        super().__init__(data)
        self.clashes = clashes
        self.cases = [self._case(clash) for clash in clashes.found]
        for case in self.cases:
            case.chosen = self.data.get(case.name, "")
            if case.column is not None:
                self.fields[case.combined] = self._text_field(case)

    def _case(self, clash: Clash) -> Case:
        teller = self.clashes.teller
        heading = teller.heading(clash.key)
        if clash.field is None:
            return Case(clash, heading, None, teller.group(clash.key, None, self.clashes.merged.get(clash.key, {})))
        told = teller.field(clash.key, clash.field, clash.base, clash.theirs, clash.mine)
        if told is None:  # the column is not told, or gone since
            texts = tuple(str(value or "") for value in (clash.base, clash.theirs, clash.mine))
            told = Told(clash.field, clash.field, "", texts)
        columns = [column for column in teller.columns(clash.key) if column.name == clash.field]
        is_text = columns and isinstance(columns[0], models.CharField | models.TextField) and not columns[0].choices
        return Case(clash, heading, told, column=columns[0] if is_text else None)

    def _text_field(self, case: Case) -> forms.Field:
        widget = AdminTextInputWidget
        if isinstance(case.column, models.TextField | LineField):
            # A title is one line, and too long for one on a phone.
            widget = AdminTextareaWidget({"rows": 3 if isinstance(case.column, LineField) else 8})
        text = case.column.formfield(widget=widget, required=False, initial=case.clash.mine or "")
        text.label = _("Put together: %(field)s") % {"field": case.told.label}
        text.widget.attrs |= {"lang": case.told.language} if case.told.language else {}
        return text

    def rendered(self):
        """Each case with its text field, as the page prints them."""
        return [(case, self[case.combined] if case.column is not None else None) for case in self.cases]

    def clean(self):
        for case in self.cases:
            wrote = case.combined in self.changed_data
            if not case.chosen and wrote:
                case.chosen = COMBINE  # whoever wrote a text of their own wants it
            problem = self._problem(case, wrote)
            if problem:
                case.problems.append(problem)
            if case.chosen != COMBINE:
                self._errors.pop(case.combined, None)
        if any(case.problems for case in self.cases):
            raise ValidationError(_("Not everything is decided yet. What you chose and wrote is kept below."))

    def _problem(self, case: Case, wrote: bool) -> str:
        """Why a case is not decided; "" where it is."""
        texts = {THEIRS, MINE} | ({COMBINE} if case.column is not None else set())
        if case.chosen not in ({KEEP, REMOVE} if case.clash.field is None else texts):
            return _("Choose what is to stand here.")
        if case.chosen == COMBINE and not case.column.blank and not self.cleaned_data.get(case.combined):
            return _("This text can't be empty.")
        if case.chosen in {THEIRS, MINE} and wrote and f"unused:{case.clash.id}" not in self.data:
            case.unused = True
            return _(
                "You wrote a text of your own here and chose another. Send again to leave yours out, or choose it."
            )
        return ""

    def decided(self) -> list[tuple[Clash, object]]:
        """What is to stand for each clash, as contents have it."""
        return [(case.clash, self._value(case)) for case in self.cases]

    def _value(self, case: Case):
        clash = case.clash
        if case.chosen == COMBINE:
            text = case.column.to_python(self.cleaned_data[case.combined] or "")
            if isinstance(case.column, RichTextField):
                text = markup.clean(text, before=clash.mine or clash.theirs or "")
            return None if text == "" and case.column.null else text
        kept = {THEIRS: clash.theirs, MINE: clash.mine, REMOVE: None}
        return dict(self.clashes.merged[clash.key]) if case.chosen == KEEP else kept[case.chosen]
