"""The trust's policy as data, and the answers given to its questions.

A policy version is a draft until two people publish it, and stays as it was from then on: a later policy is a new
version with its own sections and questions. Questions keep a permanent `code` of their meaning, so that a later version
may renumber them. Responses and answers belong to a school; what they are about points at them, they point at nothing.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from accounts.models import School
from audit import action
from audit.history import Audited, AuditedQuerySet, records
from audit.refusals import WrongWay
from checklist import facts

# The one event that may bring the product's own help beside a published question up to date; its words stay even then.
SEEDED = "policy.seeded"


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

    def with_review(self):
        """Annotate `next_review_on`: the day that the last recorded review set for the next; None without a review."""
        last = PolicyReview.objects.filter(policy_version=OuterRef("pk")).order_by("-pk")
        return self.annotate(next_review_on=Subquery(last.values("next_on")[:1]))

    def published(self):
        """Those that were put in force, the latest first."""
        return self.filter(is_draft=False).order_by("-number")

    def current(self):
        """The version that new disclosures follow: the one published last. Raises PolicyVersion.DoesNotExist."""
        found = self.with_review().published().first()
        if found is None:
            raise self.model.DoesNotExist("No policy has been put in place.")
        return found

    def draft(self):
        """The draft of the next version; None where nobody has begun one."""
        return self.with_review().filter(is_draft=True).first()


class PolicyVersion(Audited):
    """One issue of the Information Sharing Policy. Issue and review are known to the month.

    Only a draft changes. `asked_by` is who asked for it to be published, empty again as soon as it is changed after that;
    `confirmed_by` is the second person. The first version was issued on paper by the Trust Board and has neither.
    """

    code = models.CharField(max_length=20, unique=True)
    number = models.PositiveSmallIntegerField(default=1, unique=True)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    approved_by = models.CharField(max_length=60)
    owner = models.CharField(max_length=60)
    audience = models.CharField(max_length=200)
    issued_on = models.DateField()
    review_due_on = models.DateField()
    closing = models.TextField()
    is_draft = models.BooleanField(default=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    next_review_on = None
    objects = PolicyVersionQuerySet.as_manager()
    history = records(
        public=[
            "id",
            "code",
            "number",
            "name",
            "title",
            "approved_by",
            "owner",
            "audience",
            "issued_on",
            "review_due_on",
            "closing",
            "is_draft",
            "asked_by",
            "asked_at",
            "confirmed_by",
            "published_at",
        ]
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["is_draft"], condition=Q(is_draft=True), name="policy_one_draft"),
            models.CheckConstraint(
                condition=Q(is_draft=True)
                | Q(number=1)
                | (Q(asked_by__isnull=False, confirmed_by__isnull=False) & ~Q(asked_by=F("confirmed_by"))),
                name="policy_published_by_two",
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def check_may_write(cls, instance, *, creating, update_fields=None):
        """As everywhere; and raises WrongWay for a version that is published already."""
        super().check_may_write(instance, creating=creating, update_fields=update_fields)
        if not creating and not cls.objects.filter(pk=instance.pk, is_draft=True).exists():
            raise WrongWay("A published policy version stays as it was.")

    @property
    def review_on(self):
        """By when it is to be reviewed: what the last review said, otherwise what was said when it was issued."""
        return self.next_review_on or self.review_due_on

    def review_is_overdue(self, on):
        """Whether the month in which the policy was to be reviewed is over on that day."""
        due = self.review_on
        return (on.year, on.month) > (due.year, due.month)


class OfAVersion(Audited):
    """A row that is part of a policy version: written in a draft, and never once it is published."""

    objects = AuditedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def its_version(self):
        """The policy version that it is part of."""
        return self.policy_version

    @classmethod
    def check_may_write(cls, instance, *, creating, update_fields=None):
        """As everywhere; and raises WrongWay for a row of a published version, but for the product's own help."""
        super().check_may_write(instance, creating=creating, update_fields=update_fields)
        if not instance.its_version.is_draft and action.current().event != SEEDED:
            raise WrongWay("What stands in a published policy version stays as it was.")


class PolicyReview(Audited):
    """The policy owner looked at a policy version and said by when it is to be looked at again, in a sentence of their own."""

    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="reviews")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    next_on = models.DateField()
    words = models.TextField()

    history = records(
        public=["id", "policy_version", "by", "at", "next_on"],
        personal=["words"],
        insert_only=True,
    )

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"review {self.pk}"


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


class Section(OfAVersion):
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


class Paragraph(OfAVersion):
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

    @property
    def its_version(self):
        return self.section.policy_version


class QuestionQuerySet(AuditedQuerySet):
    """Questions, as the trade speaks of them."""

    def asked(self):
        """Those that are asked: what was left out of a version is kept, and asked of nobody."""
        return self.filter(left_out=False)


class Question(OfAVersion):
    """A question of the checklist, in the trust's own words.

    `good` is the value that supports sharing ("yes", or "no" where the question asks about harm), and empty where an
    answer only changes the way. `label`, `hint`, `example` and `when_unsure` (what "not sure" does) are help beside it.
    `left_out` says that the version does without it: its rules fall, and its code stays taken.
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
    example = models.TextField(blank=True)
    when_unsure = models.TextField(blank=True)
    left_out = models.BooleanField(default=False)

    objects = QuestionQuerySet.as_manager()
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
            "example",
            "when_unsure",
            "left_out",
        ]
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["policy_version", "code"], name="question_code_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="question_kind_known"),
            models.CheckConstraint(condition=Q(asked_of__in=AskedOf.values), name="question_asked_of_known"),
        ]

    def __str__(self):
        return self.code


class QuestionValue(OfAVersion):
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

    @property
    def its_version(self):
        return self.question.policy_version


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
