"""Who the trust's schools may share information with: agencies by category (paragraph 1.2)."""

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
    """An organisation that may receive information, or ask for it. Public knowledge: it says nothing of a person."""

    name = models.CharField(max_length=120, unique=True)
    category = models.CharField(max_length=20, choices=AgencyCategory.choices)
    in_use = models.BooleanField(default=True)

    objects = AgencyQuerySet.as_manager()
    history = records(public=["id", "name", "category", "in_use"])

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"
        constraints = [
            models.CheckConstraint(condition=Q(category__in=AgencyCategory.values), name="agency_category_known"),
        ]

    def __str__(self):
        return self.name


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
