/* SPDX-License-Identifier: Apache-2.0 */
#include "base/date.h"
#include "sharing/decide.h"

/* What an agreement lacks to share something. */
enum {
    LACKS_PAIR = 1,     /* it shares nothing between the two in this direction */
    LACKS_PURPOSE = 2,  /* not for this purpose */
    LACKS_KIND = 4,     /* not this kind */
    LACKS_BEGIN = 8,    /* not yet */
    LACKS_END = 16,     /* no longer */
    LACKS_REVOKED = 32, /* no longer, as it was revoked */
};

/* The two agencies as bits of an agreement's parties; 0 when one is none. */
struct pair {
    uint64_t holder, reader;
};

static uint64_t party_bit(const struct sl_agreement *agreement, struct sl_str name)
{
    for (size_t i = 0; i < agreement->party_count; i++) {
        if (sl_str_equal(agreement->parties[i].name, name)) {
            return UINT64_C(1) << i;
        }
    }
    return 0;
}

static bool has_pair(const struct sl_share *share, struct pair pair)
{
    const bool straight = (share->of & pair.holder) != 0 && (share->to & pair.reader) != 0;
    const bool back = (share->to & pair.holder) != 0 && (share->of & pair.reader) != 0;

    return straight || (back && share->both_ways);
}

static unsigned count_bits(unsigned bits)
{
    return (unsigned)__builtin_popcount(bits);
}

/* What the share of an agreement that comes nearest lacks. */
static unsigned nearest_lack(
    const struct sl_policy_agreement *held,
    struct pair pair,
    const struct sl_asking *asking,
    const struct sl_asked *asked
)
{
    const struct sl_agreement *agreement = held->agreement;
    unsigned best = UINT32_MAX;
    unsigned dates = 0;

    if (asking->day < held->valid.from) {
        dates = LACKS_BEGIN;
    } else if (asking->day > held->valid.until) {
        dates = held->revocation == NULL ? LACKS_END : LACKS_REVOKED;
    }
    for (size_t i = 0; i < agreement->share_count; i++) {
        const struct sl_share *share = &agreement->shares[i];
        unsigned lack = dates;

        lack |= has_pair(share, pair) ? 0u : LACKS_PAIR;
        lack |= (share->purposes & (1u << asking->purpose)) != 0 ? 0u : LACKS_PURPOSE;
        lack |= (share->kinds & SL_SHARE_BIT(asked->kind)) != 0 ? 0u : LACKS_KIND;
        if (count_bits(lack) < count_bits(best)) {
            best = lack;
        }
    }
    return best;
}

static void add_date(const char *before, int32_t day, struct sl_buf *buf)
{
    sl_buf_addf(buf, "%s", before);
    sl_date_print(sl_date_from_days(day), buf);
}

static void add_lack(const struct sl_policy_agreement *held, unsigned lack, struct sl_buf *buf)
{
    static const struct {
        unsigned lack;
        const char *words;
    } plain[] = {
        {LACKS_PAIR,     "does not share it in this direction"},
        { LACKS_PURPOSE, "does not share for this purpose"    },
        { LACKS_KIND,    "does not share this kind"           },
    };
    const char *between = "";

    sl_buf_addf(
        buf, "  %.*s (version %d) ", SL_STR_ARG(held->agreement->id), (int)held->agreement->version
    );
    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
        if ((lack & plain[i].lack) != 0) {
            sl_buf_addf(buf, "%s%s", between, plain[i].words);
            between = ", ";
        }
    }
    sl_buf_addf(buf, "%s", (lack & (LACKS_BEGIN | LACKS_END | LACKS_REVOKED)) != 0 ? between : "");
    if ((lack & LACKS_BEGIN) != 0) {
        add_date("begins on ", held->valid.from, buf);
    }
    if ((lack & LACKS_END) != 0) {
        add_date("ended on ", held->valid.until, buf);
    }
    if ((lack & LACKS_REVOKED) != 0) {
        add_date("was revoked on ", held->revocation->on, buf);
        sl_buf_addf(
            buf,
            " by %.*s: %.*s",
            SL_STR_ARG(held->revocation->by),
            SL_STR_ARG(held->revocation->reason)
        );
    }
    sl_buf_add(buf, SL_STR("\n"));
}

/* What each agreement between the two lacks. */
static void
add_lacks(const struct sl_asking *asking, const struct sl_asked *asked, struct sl_buf *buf)
{
    for (size_t i = 0; i < asking->policy->agreement_count; i++) {
        const struct sl_policy_agreement *held = &asking->policy->agreements[i];
        const struct pair pair = {
            .holder = party_bit(held->agreement, asked->holder),
            .reader = party_bit(held->agreement, asking->user->agency),
        };

        if (pair.holder != 0 && pair.reader != 0) {
            add_lack(held, nearest_lack(held, pair, asking, asked), buf);
        }
    }
}

static void add_agreement(const struct sl_policy_agreement *held, struct sl_buf *buf)
{
    sl_buf_addf(
        buf, ": %.*s (version %d", SL_STR_ARG(held->agreement->id), (int)held->agreement->version
    );
    add_date(", until ", held->valid.until, buf);
    sl_buf_add(buf, SL_STR(")"));
}

void sl_decision_why(
    const struct sl_asking *asking,
    const struct sl_asked *asked,
    const struct sl_share_decision *decision,
    enum sl_audience audience,
    struct sl_buf *buf
)
{
    if (decision->sight == SL_SIGHT_HIDDEN && audience == SL_FOR_READER) {
        return;
    }
    for (unsigned rule = 0; rule < SL_DECIDE_RULE_COUNT; rule++) {
        if ((decision->steps & (UINT32_C(1) << rule)) == 0) {
            continue;
        }
        sl_buf_addf(buf, "  %.*s", SL_STR_ARG(sl_rule_terms()[rule].words));
        if (rule == SL_RULE_CONTENT || rule == SL_RULE_EXISTENCE) {
            add_agreement(&asking->policy->agreements[decision->agreement], buf);
        }
        if (rule == SL_RULE_WITHHELD) {
            sl_buf_add(buf, SL_STR(": "));
            sl_share_print_fields(decision->withheld, true, buf);
        }
        sl_buf_add(buf, SL_STR("\n"));
    }
    if (decision->rule == SL_RULE_NO_AGREEMENT) {
        add_lacks(asking, asked, buf);
    }
}
