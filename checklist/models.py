"""The trust's policy as data, and the answers given to its questions.

A policy version is published once and stays as it was: a later policy is a new version with its own sections and
questions. Questions keep a permanent `code` of their meaning, so that a later version may renumber them. Responses and
answers belong to a school; what they are about points at them, they point at nothing.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import School
from audit.history import Audited, AuditedQuerySet, records
from checklist import facts


class Kind(models.TextChoices):
    """How a question is answered."""

    CHOICE = facts.CHOICE, "one of its values, with words beside it"
    SEVERAL = facts.SEVERAL, "any of its values, with words beside them"
    TEXT = facts.TEXT, "words"


class AskedOf(models.TextChoices):
    """What a question is asked about: once for the disclosure, or once for each person or recipient."""

    DISCLOSURE = facts.DISCLOSURE, "the disclosure"
    PERSON = facts.PERSON, "each person"
    RECIPIENT = facts.RECIPIENT, "each recipient"


class Because(models.TextChoices):
    """What has changed since an answer was given, so that it is to be confirmed again (rules, X11)."""

    RECIPIENT = "recipient", "who receives it has changed"
    PURPOSE = "purpose", "the purpose has changed"
    ITEMS = "items", "what is to be shared has changed"
    PERSONS = "persons", "the people have changed"
    CONTACT = "contact", "the person there has changed"
    LAW = "law", "the answer on duty or power has changed"


class PolicyVersionQuerySet(AuditedQuerySet):
    """Policy versions, as the trade speaks of them."""

    def current(self):
        """The version that new disclosures follow: the one issued last. Raises PolicyVersion.DoesNotExist."""
        return self.latest("issued_on")


class PolicyVersion(Audited):
    """One issue of the Information Sharing Policy. The two dates are known to the month and stand on its first day."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    approved_by = models.CharField(max_length=60)
    owner = models.CharField(max_length=60)
    audience = models.CharField(max_length=200)
    issued_on = models.DateField()
    review_due_on = models.DateField()
    closing = models.TextField()

    objects = PolicyVersionQuerySet.as_manager()
    history = records(
        public=[
            "id",
            "code",
            "name",
            "title",
            "approved_by",
            "owner",
            "audience",
            "issued_on",
            "review_due_on",
            "closing",
        ]
    )

    class Meta:
        ordering = ["issued_on"]

    def __str__(self):
        return self.name

    def review_is_overdue(self, on):
        """Whether the month in which the policy was to be reviewed is over on that day."""
        due = self.review_due_on
        return (on.year, on.month) > (due.year, due.month)


class Acknowledgement(Audited):
    """Somebody said that they have read a policy version and the trust's Safeguarding Policy (1.3), once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acknowledgements")
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="acknowledgements")
    at = models.DateTimeField()

    history = records(public=["id", "user", "policy_version", "at"], insert_only=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "policy_version"], name="acknowledged_once")]

    def __str__(self):
        return f"acknowledgement {self.pk}"


class Section(Audited):
    """A numbered section of a policy version ("3.1"), with the words that introduce it."""

    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="sections")
    number = models.CharField(max_length=10)
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    intro = models.TextField(blank=True)

    history = records(public=["id", "policy_version", "number", "order", "title", "intro"])

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["policy_version", "number"], name="section_number_once")]

    def __str__(self):
        return self.number


class Paragraph(Audited):
    """A numbered paragraph ("2.8"), in the trust's own words."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="paragraphs")
    number = models.CharField(max_length=10)
    order = models.PositiveSmallIntegerField()
    wording = models.TextField()

    history = records(public=["id", "section", "number", "order", "wording"])

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["section", "number"], name="paragraph_number_once")]

    def __str__(self):
        return self.number


class Question(Audited):
    """A question of the checklist, in the trust's own words.

    `good` is the value that supports sharing ("yes", or "no" where the question asks about harm), and empty where an
    answer only changes the way. `label` and `hint` are our own help.
    """

    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="questions")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="questions")
    code = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    wording = models.TextField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    asked_of = models.CharField(max_length=10, choices=AskedOf.choices)
    good = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=40)
    hint = models.TextField(blank=True)

    history = records(
        public=[
            "id",
            "policy_version",
            "section",
            "code",
            "number",
            "wording",
            "kind",
            "asked_of",
            "good",
            "label",
            "hint",
        ]
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["policy_version", "code"], name="question_code_once"),
            models.UniqueConstraint(fields=["policy_version", "number"], name="question_number_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="question_kind_known"),
            models.CheckConstraint(condition=Q(asked_of__in=AskedOf.values), name="question_asked_of_known"),
        ]

    def __str__(self):
        return self.code


class QuestionValue(Audited):
    """One value that a question of kind choice takes: a permanent code and the words it is shown by.

    One that is offered no more stays, for the answers that have it.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="choices")
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()
    is_offered = models.BooleanField(default=True)

    history = records(public=["id", "question", "code", "label", "order", "is_offered"])

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="question_value_once")]

    def __str__(self):
        return self.code


class ChecklistResponse(Audited):
    """The sheet on which one disclosure, person or recipient has its answers, under one policy version."""

    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="responses")
    asked_of = models.CharField(max_length=10, choices=AskedOf.choices)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")

    history = records(public=["id", "policy_version", "asked_of", "school"])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(asked_of__in=AskedOf.values), name="response_asked_of_known"),
        ]

    def __str__(self):
        return f"response {self.pk}"

    def audit_chain(self):
        """The chain of the school whose disclosure this is part of."""
        return self.school.code

    def answer(self, question, value="", text="", details=None):
        """A new answer on this sheet, not saved, with the question's code, number and wording copied (4.1)."""
        return Answer(
            response=self,
            question=question,
            school=self.school,
            question_code=question.code,
            number=question.number,
            wording=question.wording,
            value=value,
            text=text,
            details=details or {},
        )


class Answer(Audited):
    """What was answered to one question: a value code, words, and what the question asks beside them.

    No value and no words is unanswered, which is neither "no" nor "not sure". The question's words are copied, so that
    an answer is read for ever under the words it was given to. `details` holds plain values by the names of
    `checklist.details`; `stale_because` says what has changed since, until the author has looked at the answer again.
    """

    response = models.ForeignKey(ChecklistResponse, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    question_code = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    wording = models.TextField()
    value = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)
    stale_because = models.CharField(max_length=10, blank=True, choices=Because.choices)

    history = records(
        public=["id", "response", "question", "school", "question_code", "number", "wording", "value", "stale_because"],
        personal=["text", "details"],
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["school", "response", "question"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(stale_because__in=["", *Because.values]), name="answer_stale_because_known"
            ),
        ]

    def __str__(self):
        return f"answer {self.pk}"

    def audit_chain(self):
        """The chain of the school whose disclosure this is part of."""
        return self.school.code
