"""What the tests of the audit write about: a school, an account, something that an entry is about."""

from accounts.models import School, User

PHONE = "01632 960001"
# What the event "test.changed" may change.
CHANGED = ("accounts.School", "accounts.User", "accounts.Appointment", "agencies.Agency")


class Case:
    """What an entry may be about."""

    def __init__(self, chain, number=41):
        self.chain, self.number = chain, number

    def audit_chain(self):
        return self.chain

    def audit_case(self):
        return self.number


def new_school(code="BRK", name="Brook High School"):
    return School(
        code=code, name=name, lead_phone=PHONE, social_care_phone=PHONE, duty_name="Dana Duty", duty_phone=PHONE
    )


def new_user(number=1, name="Terry Teacher"):
    return User(email=f"person{number}@example.org", name=name)
