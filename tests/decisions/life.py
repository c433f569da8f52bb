"""One disclosure at every stage in turn: for tests that ask the same at each, and need not begin anew for each."""

from audit import clock
from decisions.enums import Channel, ReplyKind, Stage
from decisions.workflow.asked import SayToRequester
from decisions.workflow.handing import WithReason
from tests.access.ground import undone
from tests.decisions.made import RULING
from tests.stories import close, disclosure_at, do, settle, share, shared_first, sign_plan


def its_life(cast, *, author=None, approver=None, request=None):
    """The disclosure of an author at every stage once: what leads elsewhere than to its end is undone again.

    Whatever somebody does to it between two stages must be undone by whoever did it.
    """
    author, approver = author or cast.author, approver or cast.headteacher
    life = disclosure_at(Stage.DRAFT, cast, author=author, approver=approver, request=request)

    def aside(action, actor, words=None):
        with undone():
            done = do(action, life, actor, words)
            yield settle(done) if action == "share-first" else done

    yield life
    yield from aside("withdraw", author, WithReason("The family moved away."))
    yield from aside("share-first", author, shared_first())
    yield settle(do("submit", life, author))
    yield from aside("return", approver, RULING)
    yield from aside("reject", approver, RULING)
    yield do("approve", life, approver, RULING)
    yield from aside("lapse", cast.set_up, WithReason())
    yield share(sign_plan(life, author, approver), author)
    if request is not None:
        said = SayToRequester(ReplyKind.ANSWERED, "You have it by the portal.", Channel.PHONE, clock.now())
        do("write-to-requester", life, author, said)
    yield close(life, author)
