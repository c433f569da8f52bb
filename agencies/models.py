"""What the trust keeps as data: the agencies it may share with (paragraph 1.2), the law it rests on, and secure ways.

Law moves, so each line of it carries the days from and until which it is in force, and says where nobody has confirmed
it yet. A line that is in use is never removed: it ends.
"""

from django.db import models
from django.db.models import F, Q

from accounts.models import School
from audit.history import Audited, AuditedQuerySet, records


class AgencyCategory(models.TextChoices):
    """The categories of organisations to which the schools may disclose (1.2). The stored values are permanent."""

    SOCIAL_CARE = "social-care", "Children's social care"
    POLICE = "police", "Police"
    HEALTH = "health", "Health service"
    SCHOOL_NURSE = "school-nurse", "School nurse team"
    EDUCATION = "education", "Education service"
    SCHOOL = "school", "Another school"
    EARLY_HELP = "early-help", "Early help"
    YOUTH_JUSTICE = "youth-justice", "Youth justice or probation"
    COURT = "court", "Court or its officers"
    LADO = "lado", "Local authority designated officer"
    SOLICITOR = "solicitor", "Solicitor"
    IMMIGRATION = "immigration", "Immigration authority"
    BENEFITS = "benefits", "Benefits or tax authority"
    PRESS = "press", "Press or broadcasting"
    RESEARCH = "research", "Research"
    COMMERCIAL = "commercial", "A business"
    OTHER = "other", "Another organisation"


class AgencyQuerySet(AuditedQuerySet):
    """Agencies, as the trade speaks of them."""

    def in_use(self):
        """Agencies that a new disclosure may name; one taken out of use stays on the records that name it."""
        return self.filter(in_use=True)


class Agency(Audited):
    """An organisation that may receive information, or ask for it. Public knowledge: it says nothing of a person.

    `verification` says how one makes sure of whom one speaks to there, `phone` is the number from the trust's own list,
    `clock` how fast they usually want an answer.
    """

    name = models.CharField(max_length=120, unique=True)
    category = models.CharField(max_length=20, choices=AgencyCategory.choices)
    in_use = models.BooleanField(default=True)
    phone = models.CharField(max_length=30, blank=True)
    verification = models.CharField(max_length=300, blank=True)
    clock = models.CharField(max_length=160, blank=True)

    objects = AgencyQuerySet.as_manager()
    history = records(public=["id", "name", "category", "in_use", "phone", "verification", "clock"])

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"
        constraints = [
            models.CheckConstraint(condition=Q(category__in=AgencyCategory.values), name="agency_category_known"),
        ]

    def __str__(self):
        return self.name


class InForceQuerySet(AuditedQuerySet):
    """Lines of reference data, as the trade speaks of them."""

    def in_force(self, on):
        """Those that hold on that day."""
        began = Q(in_force_from__isnull=True) | Q(in_force_from__lte=on)
        return self.filter(began, Q(in_force_until__isnull=True) | Q(in_force_until__gte=on))


class Reference(Audited):
    """A line that the adviser keeps: a permanent code, its words, and from when until when it holds.

    `to_be_confirmed` says that its source could not be verified; screens say so beside it. `source` names article,
    section or paragraph; nobody has to type one.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    hint = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=160, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_until = models.DateField(null=True, blank=True)
    to_be_confirmed = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    objects = InForceQuerySet.as_manager()

    PUBLIC = ("id", "code", "name", "hint", "source", "in_force_from", "in_force_until", "to_be_confirmed", "order")

    class Meta:
        abstract = True
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True)
                | Q(in_force_until__isnull=True)
                | Q(in_force_until__gte=F("in_force_from")),
                name="%(class)s_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.name

    def holds(self, on):
        """Whether it is in force on that day."""
        return (self.in_force_from is None or self.in_force_from <= on) and (
            self.in_force_until is None or on <= self.in_force_until
        )


class LegalGroundQuerySet(InForceQuerySet):
    """Legal duties and powers."""

    def in_force(self, on):
        """Those that hold on that day; a duty of which nobody knows since when is none yet (see LegalGround)."""
        return super().in_force(on).exclude(kind="duty", to_be_confirmed=True, in_force_from__isnull=True)


class LegalGround(Reference):
    """A legal duty or power to share (question 4).

    `binds_person`: the duty is the writer's own, so that nobody may stop it; otherwise it is the trust's.
    `harm_exception`: no duty where sharing would do the child more harm. A duty sets a refusal aside, so one that is to
    be confirmed and has no first day holds on no day: the adviser enters the day on which it became law.
    """

    class Kind(models.TextChoices):
        """A duty says that one must, a power that one may."""

        DUTY = "duty", "A duty: the law says you must"
        POWER = "power", "A power: the law says you may"

    kind = models.CharField(max_length=5, choices=Kind.choices)
    binds_person = models.BooleanField(default=False)
    harm_exception = models.BooleanField(default=False)

    objects = LegalGroundQuerySet.as_manager()
    history = records(public=[*Reference.PUBLIC, "kind", "binds_person", "harm_exception"])

    class Meta(Reference.Meta):
        constraints = [
            *Reference.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=["duty", "power"]), name="legalground_kind_known"),
        ]

    def holds(self, on):
        """Whether it is in force on that day."""
        not_known = self.kind == self.Kind.DUTY and self.to_be_confirmed and self.in_force_from is None
        return not not_known and super().holds(on)


class LawfulBasis(Reference):
    """A lawful basis of data protection law, from which the approver chooses."""

    history = records(public=list(Reference.PUBLIC))

    class Meta(Reference.Meta):
        verbose_name_plural = "lawful bases"


class Condition(Reference):
    """A condition on which sensitive information may be used, from which the approver chooses."""

    history = records(public=list(Reference.PUBLIC))


class SensitivityClass(Reference):
    """A kind of sensitive information (question 2): of the law, an offence, or treated so by our schools."""

    class Kind(models.TextChoices):
        """Who calls it sensitive."""

        LAW = "law", "Special category of the law"
        OFFENCE = "offence", "Criminal offence or allegation"
        OURS = "ours", "Treated as sensitive by our schools"

    kind = models.CharField(max_length=10, choices=Kind.choices)

    history = records(public=[*Reference.PUBLIC, "kind"])

    class Meta(Reference.Meta):
        verbose_name_plural = "sensitivity classes"
        constraints = [
            *Reference.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=["law", "offence", "ours"]), name="sensitivityclass_kind_known"
            ),
        ]


class Purpose(Reference):
    """What sharing is for, from which the author chooses: the aims of paragraph 1.1, and what the trust adds to them."""

    history = records(public=list(Reference.PUBLIC))


class SecureWay(Reference):
    """A way in which information can be sent, and whether it is secure (question 13)."""

    is_secure = models.BooleanField(default=True)

    history = records(public=[*Reference.PUBLIC, "is_secure"])

    class Meta(Reference.Meta):
        verbose_name = "way of sending"
        verbose_name_plural = "ways of sending"


class Term(Audited):
    """A stretch of days on which a school is open; half-terms part two stretches."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField()

    history = records(public=["id", "school", "name", "first_day", "last_day"])

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.UniqueConstraint(fields=["school", "first_day"], name="term_begins_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="term_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.name}, school {self.school_id}"


class Setting(Audited):
    """What only the trust can decide, by its permanent code (`agencies.trust_settings`), and why it was changed last."""

    code = models.CharField(max_length=40, unique=True)
    value = models.CharField(max_length=300)
    why = models.CharField(max_length=300, blank=True)

    history = records(public=["id", "code", "value"], personal=["why"])

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.code


class PublicText(Audited):
    """The words of a public page, as the adviser keeps them: plain text, a blank line between paragraphs, never HTML.

    `code` is permanent and stands in the address. `for_children` says the same in words that a child reads. It is public
    and says nothing of a person. `to_be_confirmed`: the trust has not said yet that it is so.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    words = models.TextField()
    for_children = models.TextField(blank=True)
    to_be_confirmed = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    history = records(public=["id", "code", "name", "words", "for_children", "to_be_confirmed", "order"])

    class Meta:
        ordering = ["order", "name"]

    def __str__(self):
        return self.name
