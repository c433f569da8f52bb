"""The people in a disclosure."""

import unicodedata
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from accounts.models import School
from agencies.models import Agency
from audit.history import records
from checklist.models import ChecklistResponse
from decisions.enums import Belongs, Competence, Kin, NotToldGround, PersonKind, Right
from decisions.models.disclosure import Disclosure
from decisions.models.rows import CaseRow, RemovableRow


def tidy_number(typed):
    """A pupil number as it is stored and looked up: capital letters, without spaces and what cannot be seen."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFC", typed.upper())
        if not letter.isspace() and unicodedata.category(letter)[0] != "C"
    )


class Subject(CaseRow):
    """One human being across the disclosures of a school: what joins their Person rows. `opaque_key` says nothing of them.

    Proposed where a pupil number, or a name with a date of birth, is the same; confirmed by the author; parted and
    joined again by an adviser.
    """

    opaque_key = models.UUIDField(default=uuid.uuid4, editable=False)

    history = records(public=["id", "school", "opaque_key"])

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["school", "opaque_key"], name="subject_key_once")]


class Person(RemovableRow):
    """One human being in one disclosure. Questions 1, 6, 7 and 16 are answered for each person it is about, question 6
    for each parent or carer too. `competence` is the view taken of whether they understand enough to decide.

    `colleague` is the account of somebody who works for the trust; `is_complained_about` says that this is a complaint
    about them, or an allegation: that colleague then never reads it (rules, section 5). `belongs` says to which school they
    belong, `attends` which of ours it is; blank stands for the disclosure's own.

    The `aware_` and `not_told_` fields say more on question 16: when, how and by whom they were told, or on which
    ground they were not and when that is looked at again.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="people")
    subject = models.ForeignKey(Subject, null=True, blank=True, on_delete=models.PROTECT, related_name="persons")
    kind = models.CharField(max_length=10, choices=PersonKind.choices)
    name = models.CharField(max_length=120)
    date_of_birth = models.DateField(null=True, blank=True)
    pupil_number = models.CharField(max_length=30, blank=True)
    relation = models.CharField("who they are", max_length=120, blank=True)
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_complained_about = models.BooleanField("a complaint about them, or an allegation", null=True, blank=True)
    belongs = models.CharField(max_length=10, blank=True, choices=Belongs.choices)
    attends = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    aware_on = models.DateField(null=True, blank=True)
    aware_how = models.CharField(max_length=200, blank=True)
    aware_by = models.CharField(max_length=120, blank=True)
    competence = models.CharField(max_length=10, blank=True, choices=Competence.choices)
    not_told_ground = models.CharField(max_length=10, blank=True, choices=NotToldGround.choices)
    not_told_review_on = models.DateField(null=True, blank=True)
    response = models.ForeignKey(ChecklistResponse, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = records(
        public=["id", "school", "disclosure", "subject", "kind", "response", "removed_at", "removed_by"],
        personal=[
            "name",
            "date_of_birth",
            "pupil_number",
            "relation",
            "colleague",
            "is_complained_about",
            "belongs",
            "attends",
            "aware_on",
            "aware_how",
            "aware_by",
            "competence",
            "not_told_ground",
            "not_told_review_on",
        ],
    )

    class Meta(RemovableRow.Meta):
        ordering = ["id"]
        verbose_name_plural = "people"
        constraints = [
            *RemovableRow.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=PersonKind.values), name="person_kind_known"),
            models.CheckConstraint(
                condition=Q(competence__in=["", *Competence.values]), name="person_competence_known"
            ),
            models.CheckConstraint(
                condition=Q(belongs=Belongs.OURS, attends__isnull=False)
                | Q(belongs__in=["", Belongs.NONE, Belongs.NOT_KNOWN], attends__isnull=True),
                name="person_belongs_known",
            ),
        ]
        # Whether somebody is known already is looked up by these, never by reading every person of a school.
        indexes = [
            models.Index("school", "date_of_birth", condition=Q(date_of_birth__isnull=False), name="person_by_birth"),
            models.Index("school", "pupil_number", condition=~Q(pupil_number=""), name="person_by_number"),
            models.Index("school", Upper("name"), name="person_by_name"),
        ]


class Relationship(RemovableRow):
    """Who somebody is to a child of the disclosure: another person in it, or a body that has parental responsibility (2.6).

    `responsibility` says how it is known that they may consent for the child; blank where nobody has said.
    """

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="relationships")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="related_to")
    body = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("who they are to the child", max_length=10, blank=True, choices=Kin.choices)
    responsibility = models.CharField("parental responsibility", max_length=10, blank=True, choices=Right.choices)

    history = records(
        public=["id", "school", "disclosure", "child", "person", "removed_at", "removed_by"],
        personal=["body", "kind", "responsibility"],
    )

    class Meta(RemovableRow.Meta):
        ordering = ["id"]
        constraints = [
            *RemovableRow.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=["", *Kin.values]), name="relationship_kind_known"),
            models.CheckConstraint(
                condition=Q(responsibility__in=["", *Right.values]), name="relationship_responsibility_known"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True, body__isnull=False) | Q(person__isnull=False, body__isnull=True),
                name="relationship_of_one",
            ),
            models.UniqueConstraint(
                fields=["school", "child", "person"],
                condition=Q(removed_at__isnull=True, person__isnull=False),
                name="relationship_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["school", "child", "body"],
                condition=Q(removed_at__isnull=True, body__isnull=False),
                name="relationship_once_a_body",
            ),
        ]
