"""People, schools and the appointments that join them."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from accounts.names import tidy_email
from accounts.roles import ADVISER_KEEPS, TRUST_ROLES, Role
from audit import clock
from audit.history import Audited, AuditedQuerySet, records

school_code = RegexValidator(r"^[A-Z]{3}\Z", "Give three capital letters, like BRK")
telephone = RegexValidator(r"^[0-9+() ]{3,30}\Z", "Give a telephone number in figures")


class Trust(Audited):
    """The multi-academy trust that this installation serves: one row, which has number 1."""

    name = models.CharField(max_length=120)

    history = records(public=["id", "name"])

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="trust_is_one")]

    def __str__(self):
        return self.name


class School(Audited):
    """A school of the trust, with the telephone numbers that its staff need in a hurry.

    `code` stands in every reference ("BRK-2026-0142") and names the school's chain in the audit, so it never changes.
    """

    code = models.CharField(max_length=3, unique=True, validators=[school_code])
    name = models.CharField(max_length=120)
    lead_phone = models.CharField("safeguarding lead's telephone", max_length=30, validators=[telephone])
    social_care_phone = models.CharField("children's social care's telephone", max_length=30, validators=[telephone])
    duty_name = models.CharField("duty contact", max_length=120)
    duty_phone = models.CharField("duty contact's telephone", max_length=30, validators=[telephone])

    history = records(
        public=["id", "code", "name", "lead_phone", "social_care_phone", "duty_phone"],
        personal=["duty_name"],
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class UserManager(BaseUserManager.from_queryset(AuditedQuerySet)):
    """Finds people by their e-mail address, however it is typed."""

    def get_by_natural_key(self, username):
        return self.get(email=tidy_email(username))


class User(AbstractBaseUser, Audited):
    """Somebody who signs in. What they may do comes from their appointments alone; nobody is a superuser.

    `is_staff` opens nothing by itself; `is_service` marks an account of the service itself (such as
    "set-up"), which has no password and stands in the audit as the actor of commands. The hash of the password and the
    time of the last sign-in are the only fields that the history leaves out.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_service = models.BooleanField(default=False)

    objects = UserManager()
    history = records(
        public=["id", "is_active", "is_staff", "is_service"],
        personal=["email", "name"],
        untracked=["password", "last_login"],
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower_case")]

    def __str__(self):
        return f"user {self.pk}"

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    def has_perm(self, perm, obj=None):
        """Whether they may view, add or change ("agencies.add_term") what `has_module_perms` opens; never delete."""
        app_label, _, what = perm.partition(".")
        return what.partition("_")[0] in {"view", "add", "change"} and self.has_module_perms(app_label)

    def has_module_perms(self, app_label):
        """Whether they keep the reference data of this app: an adviser of today does, by appointment and nothing else."""
        held = Appointment.objects.current().filter(user_id=self.pk, role=Role.ADVISER)
        return app_label in ADVISER_KEEPS and held.exists()


class AppointmentQuerySet(AuditedQuerySet):
    """Appointments, as the trade speaks of them."""

    def current(self, on=None):
        """Appointments in force on a day (default today): begun, not ended, of an account that may sign in."""
        day = on or clock.today()
        return self.not_ended(day).filter(since__lte=day, user__is_active=True)

    def not_ended(self, on):
        """Appointments whose last day is not before `on`: in force, or still to begin."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=on))


class Appointment(Audited):
    """A person holds a role at a school, or for the whole trust (school empty), from a day until a day."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role.choices)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments")
    position = models.CharField(max_length=80, blank=True)
    phone = models.CharField("telephone at work", max_length=30, blank=True, validators=[telephone])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()
    history = records(public=["id", "user", "role", "school", "position", "phone", "since", "until"])

    class Meta:
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["role", "school", "since"]), models.Index(fields=["user", "since"])]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="appointment_role_known"),
            models.CheckConstraint(
                condition=Q(role__in=TRUST_ROLES, school__isnull=True)
                | (~Q(role__in=TRUST_ROLES) & Q(school__isnull=False)),
                name="appointment_school_fits_role",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="appointment_ends_after_it_begins"
            ),
        ]

    def __str__(self):
        return f"appointment {self.pk}"
