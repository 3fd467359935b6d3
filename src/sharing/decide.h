/* SPDX-License-Identifier: Apache-2.0 */
/*
 * decide.h - may this user be told this? The one decision, for commands, pages and interfaces.
 *
 * A decision is a function of its arguments. It goes through these steps, each of which can only
 * be passed, or lower what may be told, but for breaking the glass:
 *
 *     role and purpose    a role held on the day has the permission, and may use it for the purpose
 *     reach               the permission shows people's data, of the own agency or of others
 *     agreement           others' records: what agreements in force give to the reader's agency
 *     relationship        content needs one that counts for the purpose; without it, existence
 *     broken glass        stands in for the relationship, and opens what agreements open then
 *     the permission      shows at most so much, and some fields only
 *     withheld fields     of others' records, what the holder withholds about this person
 *     seal                a reader whom it does not let in is told nothing at all
 *
 * Hidden is not refused. REFUSED means "not permitted to say", and is said whether or not there is
 * anything to say. HIDDEN means that the reader must be treated in every respect as if the record
 * did not exist: no count, no list, no message may differ. Whoever looks a record up by its number
 * must for the same reason answer REFUSED, HIDDEN and "no such record" in the same words.
 *
 * Source: role, legitimate relationship and permission to view are asked for by the NHS Summary
 *         Care Record; existence apart from content by the department's single unique identifier
 *         designs. README.md tells why seals are as they are.
 */
#ifndef SL_SHARING_DECIDE_H
#define SL_SHARING_DECIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "sharing/policy.h"
#include "sharing/seal.h"
#include "sharing/user.h"

/*
 * What had a part in a decision, in the order of the steps. X(enumerator, name, words)
 */
#define SL_DECIDE_RULE_TABLE(X)                                                                   \
    X(SL_RULE_UNKNOWN, "unknown", "what is asked about is no kind of record that there is")       \
    X(SL_RULE_NO_ROLE, "no_role", "no role held on this day permits it")                          \
    X(SL_RULE_OTHER_PURPOSE, "other_purpose", "the roles held do not permit it for this purpose") \
    X(SL_RULE_ROLE, "role", "a role held on this day permits it for this purpose")                \
    X(SL_RULE_NO_PERSON, "no_person", "this permission shows no person's data")                   \
    X(SL_RULE_OWN_ONLY, "own_only", "it reaches the records of the own agency only")              \
    X(SL_RULE_OWN, "own", "the record is the own agency's")                                       \
    X(SL_RULE_POLICY_MISSING, "policy_missing", "there is no sharing policy")                     \
    X(SL_RULE_POLICY_DAMAGED, "policy_damaged", "the sharing policy is damaged")                  \
    X(SL_RULE_POLICY_EARLY, "policy_early", "the sharing policy was confirmed after this day")    \
    X(SL_RULE_POLICY_STALE, "policy_stale", "the sharing policy was not confirmed for too long")  \
    X(SL_RULE_NO_AGREEMENT, "no_agreement", "no agreement in force shares it")                    \
    X(SL_RULE_EXISTENCE, "existence", "an agreement shares its existence")                        \
    X(SL_RULE_CONTENT, "content", "an agreement shares its content")                              \
    X(SL_RULE_EMERGENCY, "emergency", "the glass is broken, and agreements share more then")      \
    X(SL_RULE_TIE, "tie", "a relationship to the child counts for this purpose")                  \
    X(SL_RULE_GLASS, "glass", "the glass is broken, which stands in for a relationship")          \
    X(SL_RULE_NO_TIE, "no_tie", "no relationship to the child counts for this purpose")           \
    X(SL_RULE_MOST, "most", "this permission shows existence only")                               \
    X(SL_RULE_NO_FIELD, "no_field", "agreements share no field that this permission shows")       \
    X(SL_RULE_WITHHELD, "withheld", "the holder withholds some fields of this person")            \
    X(SL_RULE_SEAL_OPEN, "seal_open", "the record is sealed, and its list names the user")        \
    X(SL_RULE_SEAL_KEPT, "seal_kept", "the record is sealed, and the user keeps its list")        \
    X(SL_RULE_SEALED, "sealed", "the record is sealed to this user")

#define SL_DECIDE_RULE_ENUM(enumerator, ...) enumerator,
enum sl_rule_name { SL_DECIDE_RULE_TABLE(SL_DECIDE_RULE_ENUM) SL_DECIDE_RULE_COUNT };
#undef SL_DECIDE_RULE_ENUM

/* The rules by enumerator; static. */
const struct sl_term *sl_rule_terms(void);

/* By what somebody is found of whom only the existence of records is told: the one number that
 * means a person to all agencies. */
#define SL_FIELDS_OF_EXISTENCE SL_SHARE_BIT(SL_ATTRIBUTE_NHS_NUMBER)

/* Who asks, to do what, and what for. Borrowed. */
struct sl_asking {
    const struct sl_policy *policy; /* NULL: there is none */
    const struct sl_user *user;
    enum sl_permission permission;
    enum sl_purpose purpose;
    int32_t day; /* the civil day on which they ask */
};

/* Of what. */
struct sl_asked {
    struct sl_str holder;    /* agency; not empty */
    unsigned kind;           /* share_kind.h; one that there is not is refused */
    uint8_t ties;            /* sl_user_ties, for the person it is about */
    bool glass;              /* sl_glass_left is not 0, for that person and now */
    enum sl_seal_state seal; /* sl_seal_for; NONE when no record in particular is asked about */
    uint64_t withheld;       /* fields of this person that the holder tells no other agency */
};

/* Plain memory; to be kept in the ledger. */
struct sl_share_decision {
    enum sl_sight sight;
    enum sl_rule_name rule; /* which decided it */
    uint32_t steps;         /* bits of all that had a part */
    uint64_t fields;    /* that may be shown; 0 unless CONTENT. All others: not permitted to say */
    uint64_t withheld;  /* of these others, those that are not shown because the holder withholds
                           them: to be said so, whether or not there is a value */
    uint64_t found;     /* by which a search may find it, whether or not they may be shown: below */
    uint16_t agreement; /* in the policy; SL_POLICY_NONE when none had a part */
    bool alert; /* a seal kept it from one who would be told else: tell the keepers of the seal */
    struct sl_policy_id policy; /* zero when there is none */
};

/*
 * Decide. Pure; allocates nothing.
 *
 * `found` is what the reader's agency is given of the record: all of its own; of content, the
 * fields that agreements give; of existence SL_FIELDS_OF_EXISTENCE, as whoever asks whether there
 * are records must know by themselves whom they mean. Else whoever tries one value after another
 * would learn by the hits what they are not told. Fields that the holder withholds are not among
 * them.
 *
 * Time: some tens of ns, and those of the rules of one cell of the policy.
 */
struct sl_share_decision sl_decide(const struct sl_asking *asking, const struct sl_asked *asked);

/* What may be done that shows no person's data (SL_REACH_NOBODY)? HELD is yes. */
enum sl_power sl_decide_act(const struct sl_asking *asking);

/*
 * The last two steps alone, for whoever keeps decisions about a kind and asks about many of its
 * records (reader.h): fields that are withheld, and the seal.
 *
 *   decision  made with withheld 0 and SL_SEAL_NONE; changed
 */
void sl_decide_record(
    const struct sl_asking *asking, const struct sl_asked *asked, struct sl_share_decision *decision
);

/* For whom a reason is written. */
enum sl_audience {
    SL_FOR_READER, /* a hidden record is not there, and neither is a reason */
    SL_FOR_LEDGER, /* everything */
};

/*
 * Append why, one line for each step: "REASON\n", indented by two blanks. When no agreement shares
 * it, lines for those between the two agencies say what is missing. Errors stick to buf.
 */
void sl_decision_why(
    const struct sl_asking *asking,
    const struct sl_asked *asked,
    const struct sl_share_decision *decision,
    enum sl_audience audience,
    struct sl_buf *buf
);

#endif
