"""Who may open and send what: written by hand from the architecture, section 4, and never computed.

A row is an address by its name (with the part of it that chooses, after a colon), then the disclosure it is asked
about, by its place in `House.disclosures` (several with a slash between them; "-" where the address has none), then
what each of the cast is answered: a status, or "in" for being led to the sign-in page.
"""

PEOPLE = (
    "author", "volunteer", "headteacher", "other_head", "other_author", "adviser", "second_adviser", "lead", "trustee",
    "administrator", "policy_owner", "staff_flag", "nobody", "leaver", "anonymous",
)  # fmt: skip

# "of-headteacher" was written by Brook's headteacher, so an adviser decides it: the first who came into post.
# The leaver was Brook's headteacher until yesterday. The staff flag opens nothing.
# The second adviser asked for the draft of the policy to be published, so they do not confirm it.

READ = """
#                                                           auth vol  head othH othA adv  adv2 lead trus admi owne staf nobo leav anon
start                         -                              200  200  200  200  200  200  200  200  302  302  302  200  200  200  200
policy                        -                              200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
policy-read                   -                              200  200  200  200  200  200  200  200  200  200  200  404  404  404   in
policy-not-read               -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
policy-version                -                              200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
policy-versions               -                              404  404  404  404  404  200  200  404  404  404  200  404  404  404   in
policy-begin                  -                              405  405  405  405  405  405  405  405  405  405  405  405  405  405   in
policy-draft                  -                              404  404  404  404  404  200  200  404  404  404  200  404  404  404   in
policy-preview                -                              404  404  404  404  404  200  200  404  404  404  200  404  404  404   in
policy-question-add           -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
policy-question               -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
policy-question-leave         -                              405  405  405  405  405  405  405  405  405  405  405  405  405  405   in
policy-ask                    -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
policy-confirm                -                              404  404  404  404  404  200  404  404  404  404  200  404  404  404   in
policy-review                 -                              404  404  404  404  404  404  404  404  404  404  200  404  404  404   in
policy-open-disclosures       -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
flowchart                     -                              200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
about                         -                              200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
plain-words                   -                              200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
help                          -                              200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
help-role:staff               -                              200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
public-page:help              -                              200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
public-page:share-with        -                              200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
queue                         -                              404  404  200  200  404  200  200  200  404  404  404  404  404  404   in
ended                         -                              404  404  200  200  404  200  200  200  404  404  404  404  404  404   in
tasks                         -                              200  200  200  200  200  200  200  200  404  404  404  404  404  404   in
my-disclosures                -                              200  200  200  200  200  200  200  200  404  404  404  404  404  404   in
disclosure-new                -                              200  200  200  200  200  200  200  200  404  404  404  404  404  404   in
request-new                   -                              200  200  200  200  200  200  200  200  404  404  404  404  404  404   in
register                      -                              404  404  404  404  404  404  404  404  200  404  404  404  404  404   in
people                        -                              404  404  404  404  404  200  200  404  404  200  404  404  404  404   in
person-add                    -                              404  404  404  404  404  200  200  404  404  200  404  404  404  404   in
person                        -                              404  404  404  404  404  200  200  404  404  200  404  404  404  404   in
appointment-add               -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
appointment-end               -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
appointment-phone             -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
person-link                   -                              405  405  405  405  405  405  405  405  405  405  405  405  405  405   in
person-account                -                              405  405  405  405  405  405  405  405  405  405  405  405  405  405   in
trust-settings                -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference                     -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-list:legalground    -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-list:lawfulbasis    -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-list:condition      -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-list:sensitivityclass -                            404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-list:secureway      -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-list:agency         -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-list:term           -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-list:publictext     -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-add:legalground     -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-add:sensitivityclass -                             404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-add:secureway       -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-add:agency          -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-add:term            -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-add:publictext      -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-line:legalground    -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-line:sensitivityclass -                            404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-line:secureway      -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-line:agency         -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-line:term           -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-line:publictext     -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-history:legalground -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
reference-history:term        -                              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
account_login                 -                              302  302  302  302  302  302  302  302  302  302  302  302  302  302  200
account_logout                -                              200  200  200  200  200  200  200  200  200  200  200  200  200  200  302
account_set_password          -                              200  200  200  200  200  200  200  200  200  200  200  200  200  200   in
account_change_password       -                              302  302  302  302  302  302  302  302  302  302  302  302  302  302   in
set-password                  -                              200  200  200  200  200  200  200  200  200  200  200  200  200  200  200

disclosure                    draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure                    awaiting/returned/approved/rejected 200  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure                    of-headteacher                 404  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-print              draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-print              awaiting/returned              200  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-print              of-headteacher                 404  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-copy               draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-copy               awaiting/returned              200  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-copy               of-headteacher                 404  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-purpose            draft/returned                 200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-purpose            awaiting/approved              404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-request            asked                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-request            asked-awaiting                 200  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-request            draft/awaiting/shared          404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-request-change     asked                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-request-change     asked-awaiting/draft           404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-reply              asked                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-reply              asked-awaiting                 200  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-reply              draft/awaiting/shared          404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-people             draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-person-add         draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-person             draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-person-take-out    draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-same-person        draft/returned                 200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-same-person        awaiting/approved              404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-subjects           draft                          404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-subjects           awaiting/returned/rejected     404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
disclosure-subjects           approved/shared-first/shared   404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
disclosure-subjects           of-headteacher                 404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
disclosure-relationship-add   draft/returned/shared-first    200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-relationship-add   awaiting/approved/shared       404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-relationship       draft/returned                 200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-relationship-take-out draft/returned              200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-consent            draft/returned/shared-first    200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-consent            awaiting/approved/shared       404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-consent-record     draft/returned/shared-first    200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-consent-record     awaiting/approved/shared       404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-consent-take-out   draft/returned/shared-first    200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-consent-take-out   awaiting/approved/shared       404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-items              draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-item-add           draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-item               draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-item-take-out      draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-recipients         draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-recipient-add      draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-recipient          draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-recipient-take-out draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-pairs              draft/returned                 200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-pairs              awaiting                       404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-checklist:3.1      draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-checklist:3.2      draft/returned                 200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-checklist:3.3      draft/returned                 200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-checklist:3.4      draft                          404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-check              draft/returned                 200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-check              awaiting                       404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-settle             draft/returned/approved        404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-settle             rejected/shared                404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-settle             awaiting/shared-first          404  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-settle             of-headteacher                 404  404  404  404  404  200  404  404  404  404  404  404  404  404   in
disclosure-advise             draft/returned/rejected        404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-advise             awaiting/approved              404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
disclosure-advise             shared-first/shared            404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
disclosure-advise             of-headteacher                 404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
disclosure-decide:approve     draft/returned/approved/rejected 404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-decide:approve     awaiting                       404  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-decide:approve     of-headteacher                 404  404  404  404  404  200  404  404  404  404  404  404  404  404   in
disclosure-decide:return      awaiting                       404  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-decide:reject      awaiting                       404  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-decide:acknowledge awaiting                       404  404  302  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-refer              awaiting/approved/shared-first/shared 404  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-refer              of-headteacher                 404  404  404  404  404  200  404  404  404  404  404  404  404  404   in
disclosure-refer              draft/returned/rejected        404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-defer              awaiting                       404  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-defer              of-headteacher                 404  404  404  404  404  200  404  404  404  404  404  404  404  404   in
disclosure-defer              draft/returned/approved/rejected 404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-reassign           draft                          404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-reassign           awaiting/returned/approved     404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
disclosure-reassign           rejected/shared-first/shared   404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
disclosure-reassign           of-headteacher                 404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
disclosure-consent-withdrawn  draft                          404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-consent-withdrawn  awaiting/returned/approved     200  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-consent-withdrawn  rejected/shared-first/shared   200  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-consent-withdrawn  of-headteacher                 404  404  200  404  404  200  404  404  404  404  404  404  404  404   in
disclosure-take-back          draft/returned/rejected        404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-take-back          awaiting                       200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-take-back          approved                       200  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-take-back          of-headteacher                 404  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-second-view        draft/awaiting/approved        404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-second-view        rejected                       200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-invite             draft/returned                 200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-invite             awaiting/approved/rejected     404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-hand-over          draft/of-headteacher           404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
disclosure-hand-over          awaiting/returned/approved/rejected 404  404  200  404  404  200  200  404  404  404  404  404  404  404   in
disclosure-withdraw           draft/returned/awaiting/approved 200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-withdraw           rejected                       404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-withdraw           of-headteacher                 404  404  200  404  404  404  404  404  404  404  404  404  404  404   in
emergency                     -                              200  200  200  200  200  200  200  200  404  404  404  404  404  404   in
disclosure-share-first        draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-share-first        awaiting/returned              200  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-share-first        approved/rejected              200  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-share-first        shared-first/shared            200  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-share-first        of-headteacher                 404  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-recorded           draft/awaiting/shared          404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-recorded           shared-first                   200  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-decide:ratify      shared-first                   404  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-decide:ratify-learning shared-first                   404  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-decide:not-ratify  shared-first                   404  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-decide:ratify      awaiting                       404  404  404  404  404  404  404  404  404  404  404  404  404  404   in

disclosure-plan               approved/shared-first/shared   200  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-plan               draft/awaiting/rejected        404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-sign               approved/shared                405  405  405  405  405  405  405  405  405  405  405  405  405  405   in
disclosure-step-done          shared                         200  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-sharing            approved/shared-first/shared   200  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-sharing            draft/awaiting/rejected        404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-recipient-check    approved/shared                200  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-recipient-check    draft/awaiting/returned        404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-recipient-check    rejected/shared-first          404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-answer             shared-first/shared            200  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-after              shared-first/shared            200  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-after              awaiting/approved              404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-close              shared                         200  404  200  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-close              approved/shared-first          404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-incident           shared-first/shared            200  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-incident           draft/awaiting/approved        404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-incident-end       shared                         404  404  404  404  404  200  200  404  404  404  404  404  404  404   in
disclosure-history            draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-history            awaiting/returned              200  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-history            of-headteacher                 404  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-history:looks      draft                          404  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-history:looks      awaiting/returned/of-headteacher 404  404  200  404  404  200  200  404  404  404  404  404  404  404   in
disclosure-entry              draft                          200  404  404  404  404  404  404  404  404  404  404  404  404  404   in
disclosure-entry              awaiting/returned              200  404  200  404  404  200  200  200  404  404  404  404  404  404   in
disclosure-entry              of-headteacher                 404  404  200  404  404  200  200  200  404  404  404  404  404  404   in
"""


def cells(table, part):
    """The rows of a table for one of the cast: (name, what it chooses, disclosure or "-", expected answer)."""
    place = PEOPLE.index(part)
    for line in table.strip().splitlines():
        if line and not line.startswith("#"):
            address, asked_about, *expected = line.split()
            assert len(expected) == len(PEOPLE), line
            name, _, chosen = address.partition(":")
            for disclosure in asked_about.split("/"):
                yield name, chosen, disclosure, expected[place]


def names(table):
    """The names of all addresses that stand in a table."""
    return {name for name, *_ in cells(table, PEOPLE[0])}
