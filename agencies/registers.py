"""The words of the registers, whatever holds today: what was chosen last year still says what it said then."""

from typing import NamedTuple

from django.db.models import BooleanField, Value

from agencies.models import Condition, LawfulBasis, LegalGround, Purpose, SecureWay, SensitivityClass

REGISTERS = (LegalGround, LawfulBasis, Condition, SensitivityClass, Purpose, SecureWay)
NOT_TODAY = " (not in force today)"


def names_in_registers():
    """(register's model name, code) -> its words, of every line of every register. One statement."""
    first, *others = (_lines(register) for register in REGISTERS)
    return {
        (register, code): f"{name}{_remark(to_be_confirmed, is_secure)}"
        for register, code, name, to_be_confirmed, is_secure in first.union(*others, all=True)
    }


def names_of(register):
    """Code -> its words, of every line of one register. One statement."""
    return {code: f"{name}{_remark(*said)}" for _, code, name, *said in _lines(register)}


class Offer(NamedTuple):
    """A line that may be chosen: its code, its words, and what it means."""

    code: str
    words: str
    hint: str


def offered(register, on, kept=""):
    """The lines of one register that may be chosen on that day, in their order; and the one of the code `kept`, which was
    chosen before: where it does not hold on that day, it says so. One statement.
    """
    found = []
    for line in register.objects.all():
        holds = line.holds(on)
        if holds or line.code == kept:
            remark = _remark(line.to_be_confirmed, getattr(line, "is_secure", True))
            found.append(Offer(line.code, f"{line.name}{remark}{'' if holds else NOT_TODAY}", line.hint))
    return found


class Line(NamedTuple):
    """A line of a register that holds: the register's model name, its kind where it has kinds, its code and words."""

    register: str
    kind: str
    code: str
    words: str


def lines_in_force(on):
    """Every line of every register that holds on that day, each register in its order. One statement."""
    first, *others = (_lines(register, register.objects.in_force(on), "kind", "order") for register in REGISTERS)
    found = sorted(first.union(*others, all=True), key=lambda line: (line[6], line[2]))
    return [
        Line(register, kind, code, f"{name}{_remark(to_be_confirmed, is_secure)}")
        for register, code, name, to_be_confirmed, is_secure, kind, _order in found
    ]


def _lines(register, lines=None, *more):
    """The columns that every register has; a register without kinds has an empty one."""
    is_secure = "is_secure" if register is SecureWay else Value(True, BooleanField())
    has_kinds = register in {LegalGround, SensitivityClass}
    others = [Value("") if name == "kind" and not has_kinds else name for name in more]
    lines = register.objects.all() if lines is None else lines
    named = Value(register._meta.model_name)
    return lines.order_by().values_list(named, "code", "name", "to_be_confirmed", is_secure, *others)


def _remark(to_be_confirmed, is_secure):
    if not is_secure:
        return " (not secure)"
    return " (to be confirmed by the adviser)" if to_be_confirmed else ""
